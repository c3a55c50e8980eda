/** The part of jstat that is used; the package has no types of its own. */
declare module 'jstat' {
  interface Distribution1 {
    inv(probability: number, degreesOfFreedom: number): number;
    cdf(value: number, degreesOfFreedom: number): number;
  }
  interface Distribution2 {
    inv(probability: number, first: number, second: number): number;
    cdf(value: number, first: number, second: number): number;
  }
  const jStat: {
    readonly studentt: Distribution1;
    readonly chisquare: Distribution1;
    readonly normal: Distribution2;
    readonly centralF: Distribution2;
  };
  export default jStat;
}
