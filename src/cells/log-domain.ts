import { DesignRefusal, geometryLabel } from '../process/process.js';
import { formatQuantity } from '../units/format.js';
import type { CharacterisedDevice } from '../process/characterisation.js';
import type { DesignContext, Targets } from './cell.js';

/**
 * Sizing shared by the cells whose state is the gate voltage of a subthreshold pFET:
 * I_out = I_0 exp(kappa (VDD - V) / U_T) and a constant current on a capacitor give tau = C U_T / (kappa I).
 */
export interface LogDomainState {
  /** State capacitor, F. */
  readonly capacitance: number;
  /** With the parasitics of the node, F. */
  readonly totalCapacitance: number;
  readonly kappa: number;
  /** Current that must reach the capacitor, A. */
  readonly netCurrent: number;
  /** Where the capacitance comes from. */
  readonly because: string;
}

/** Smallest ratio of the decay current to the leakage that fights it; below it temperature and mismatch own tau. */
const LEAKAGE_MARGIN = 2;
const DEFAULT_CAPACITANCE = 1e-12;
/** A sized default keeps this multiple of the leakage, so that tau survives the corners. */
const COMFORTABLE_MARGIN = 40;
/** Geometric centre of the window in which tau is fitted, 0.8 to 0.1 of the peak: kappa is taken there. */
const FIT_CENTRE = Math.sqrt(0.8 * 0.1);
const LARGEST_CAPACITANCE = 20e-12;

/** What a state node brings along. */
export interface StateNodeProperties {
  /** kappa, or whatever slope factor stands between the state's voltage and its logarithm. */
  readonly slope: number;
  /** Current that leaves or enters the node uninvited, A. */
  readonly leakage: number;
  /** Capacitance of the node besides the capacitor, F. */
  readonly parasitic: number;
  /** Decay current a capacitor of our own choice should give, A; a multiple of the leakage when absent. */
  readonly comfortable?: number;
  /** Smallest capacitor of our own choice, F. */
  readonly least?: number;
}

/** kappa in the middle of the window in which tau is fitted. @param peak A */
export function decayKappa(output: CharacterisedDevice, peak: number): number {
  return output.kappa(peak * FIT_CENTRE);
}

/**
 * Chooses the capacitor (given, from the area budget, or the smallest whole number of picofarads at which the decay
 * current stands clear of leakage) and the current for `tau`.
 *
 * @throws DesignRefusal when the decay current is not above the leakage, with the capacitance that would do
 */
export function sizeLogDomainState(
  targets: Targets,
  context: DesignContext,
  node: StateNodeProperties,
): LogDomainState {
  const { slope: kappa, leakage, parasitic } = node;
  const tau = target(targets, 'tau');
  const floor = Math.max(leakage, context.process.constants.smallestCurrent);
  const currentOn = (capacitance: number): number =>
    ((capacitance + parasitic) * context.thermalVoltage) / (kappa * tau);
  const capacitanceFor = (current: number): number => (current * kappa * tau) / context.thermalVoltage - parasitic;

  const { capacitance, because } = chooseCapacitance(
    targets,
    context,
    capacitanceFor(Math.max(node.comfortable ?? 0, COMFORTABLE_MARGIN * floor)),
    node.least ?? DEFAULT_CAPACITANCE,
  );
  const netCurrent = currentOn(capacitance);
  if (netCurrent < LEAKAGE_MARGIN * floor) {
    const needed = capacitanceFor(LEAKAGE_MARGIN * floor);
    throw new DesignRefusal(
      `tau ${formatQuantity(tau, 's')} on ${formatQuantity(capacitance, 'F')} needs ` +
        `${formatQuantity(netCurrent, 'A')}, ` +
        `less than ${LEAKAGE_MARGIN} times the leakage of ${formatQuantity(floor, 'A')} of ` +
        `${context.process.name} at ${context.temperature} C`,
      `use at least ${formatQuantity(needed, 'F')}, a shorter tau or a lower temperature`,
    );
  }
  return { capacitance, totalCapacitance: capacitance + parasitic, kappa, netCurrent, because };
}

function chooseCapacitance(
  targets: Targets,
  context: DesignContext,
  comfortable: number,
  least: number,
): { capacitance: number; because: string } {
  if (targets.capacitance !== undefined) {
    const because = targets.given === 0 ? 'chosen for the decay, before this cell' : 'given in the spec';
    return { capacitance: targets.capacitance, because };
  }
  if (targets.area !== undefined) {
    return {
      capacitance: targets.area * context.process.capacitorDensity,
      because: 'area budget times capacitor density',
    };
  }
  const whole = Math.ceil(comfortable / 1e-12) * 1e-12;
  const capacitance = Math.min(LARGEST_CAPACITANCE, Math.max(least, whole));
  return {
    capacitance,
    because:
      `whole picofarads with the decay current well above leakage, ${formatQuantity(least, 'F')} to ` +
      `${formatQuantity(LARGEST_CAPACITANCE, 'F')}`,
  };
}

/**
 * Refuses a current outside the weak inversion of the device that must carry it, or within ten times its off current.
 */
export function requireWeakInversion(what: string, current: number, device: CharacterisedDevice): void {
  requireBelowStrongInversion(what, current, device);
  requireAboveOff(what, current, device);
}

/**
 * Refuses a current within ten times the off current of the device that carries it.
 *
 * @param cure what to do about it, where the current is not itself asked for
 */
export function requireAboveOff(what: string, current: number, device: CharacterisedDevice, cure?: string): void {
  if (current < device.smallestCurrent) {
    throw new DesignRefusal(
      `${what} of ${formatQuantity(current, 'A')} is not ten times above the off current of the device ` +
        `that carries it, ${formatQuantity(device.offCurrent, 'A')} at ${geometryLabel(device.device.geometry)}`,
      cure ?? `ask for at least ${formatQuantity(device.smallestCurrent, 'A')}`,
    );
  }
}

/**
 * Refuses a current above weak inversion; for mirrors, where the off currents of both sides cancel.
 *
 * @param cure what to do about it, where the current is not itself asked for
 */
export function requireBelowStrongInversion(
  what: string,
  current: number,
  device: CharacterisedDevice,
  cure?: string,
): void {
  if (current > device.weakInversionLimit) {
    throw new DesignRefusal(
      `${what} of ${formatQuantity(current, 'A')} leaves weak inversion, which ends at ` +
        `${formatQuantity(device.weakInversionLimit, 'A')} for this device`,
      cure ?? `ask for at most ${formatQuantity(device.weakInversionLimit, 'A')}`,
    );
  }
}

/** Drain-source voltage below which a subthreshold device is no current source: four thermal voltages. */
const SATURATION = 4;

/**
 * Refuses a stack that leaves a device less than its saturation voltage.
 *
 * @param under a node that the stack hangs from instead of the supply, and its voltage, V
 */
export function requireHeadroom(
  what: string,
  headroom: number,
  context: DesignContext,
  under: { readonly node: string; readonly voltage: number } = { node: 'supply', voltage: context.supply },
): void {
  const needed = SATURATION * context.thermalVoltage;
  if (headroom >= needed) return;
  throw new DesignRefusal(
    `a ${under.node} of ${formatQuantity(under.voltage, 'V')} leaves ${formatQuantity(headroom, 'V')} for ` +
      `${what}, which needs ${formatQuantity(needed, 'V')} to stay in saturation`,
    `use a ${under.node} of at least ${formatQuantity(under.voltage + needed - headroom, 'V')}, a smaller ` +
      `current or a longer pulse`,
  );
}

/** A required target; its absence is a defect of the composition. */
export function target(targets: Targets, name: string): number {
  const value = targets[name];
  if (value === undefined) throw new Error(`the composition gives no target "${name}"`);
  return value;
}
