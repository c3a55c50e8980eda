/**
 * The single-file build of echarts: one file loads three times faster than the six hundred of the package's entry
 * point.
 */
declare module 'echarts/dist/echarts.esm.min.mjs' {
  export * from 'echarts';
}
