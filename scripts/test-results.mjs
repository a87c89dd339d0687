import { existsSync, readFileSync } from 'node:fs';

/** The counts of a Jest run, or undefined if it wrote none. A file that could not run counts as one failure. */
export function readJestResults(file) {
  if (!existsSync(file)) return undefined;
  const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites, testResults } = JSON.parse(
    readFileSync(file, 'utf8'),
  );
  return {
    passed: numPassedTests,
    failed: numFailedTests + numRuntimeErrorTestSuites,
    skipped: testResults.flatMap(({ assertionResults }) => skippedNames(assertionResults)),
  };
}

function skippedNames(tests) {
  return tests
    .filter(({ status }) => status === 'pending' || status === 'todo')
    .map(({ fullName }) => fullName);
}
