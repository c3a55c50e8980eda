import base from './jest.config.js';
import { chosenGroups } from './stryker.groups.js';

/** The tests of the chosen groups as one project: Stryker cannot take a list of projects. */
const { displayName: _displayName, ...unit } = base.projects[0];

export default {
  ...unit,
  testMatch: chosenGroups().flatMap(({ tests }) => tests.map((pattern) => `<rootDir>/${pattern}`)),
};
