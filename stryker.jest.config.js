import base from './jest.config.js';
import { chosenGroups } from './stryker.groups.js';

/** The tests of the chosen groups as one project: Stryker cannot take a list of projects. */
const unit = { ...base.projects[0] };
delete unit.displayName;

export default {
  ...unit,
  testMatch: chosenGroups(process.env.MUTATE).flatMap(({ tests }) => tests.map((pattern) => `<rootDir>/${pattern}`)),
};
