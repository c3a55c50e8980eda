/** Boltzmann constant, joules per kelvin (exact by the definition of the SI). */
export const BOLTZMANN = 1.380649e-23;

/** Elementary charge, coulombs (exact by the definition of the SI). */
export const ELEMENTARY_CHARGE = 1.602176634e-19;

/** 0 degrees Celsius in kelvin. */
export const ZERO_CELSIUS = 273.15;

/** Thermal voltage kT/q in volts at a temperature in degrees Celsius; 25.865 mV at 27 C. */
export function thermalVoltage(celsius: number): number {
  return (BOLTZMANN * (celsius + ZERO_CELSIUS)) / ELEMENTARY_CHARGE;
}
