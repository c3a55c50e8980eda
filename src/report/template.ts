import { shipped } from '../shelf/shelves.js';

/** Text of a template or a style sheet of the reports. */
export function reportTemplate(name: string): string {
  return shipped().text(`templates/report/${name}`);
}
