import { readFileSync } from 'node:fs';
import path from 'node:path';

import { problemKeys } from '../../../admin/src/pages/webhooks/incoming/verification/problem-words';
import en from '../../../admin/src/translations/en.json';
import fr from '../../../admin/src/translations/fr.json';

const contract = readFileSync(
  path.resolve(__dirname, '../../../server/src/providers/provider.ts'),
  'utf8',
);
const [, union = ''] = /interface VerificationProblem \{\s+code:([^;]+);/.exec(contract) ?? [];
const CODES = [...union.matchAll(/'([a-z-]+)'/g)].map(([, code]) => code!);
const [, checks = ''] = /interface VerificationStep \{\s+check:([^;]+);/.exec(contract) ?? [];
const CHECKS = [...checks.matchAll(/'([a-z-]+)'/g)].map(([, check]) => check!);

describe('why a request was refused', () => {
  it('the contract has reasons', () => {
    expect(CODES).toContain('signature-differs');
    expect(CHECKS).toContain('signature');
  });

  it.each(CODES)('%s has words of its own for what failed, its cause and what to do', (code) => {
    const keys = problemKeys(code);
    expect(keys.problem).toBe(`incoming.problem.${code}`);
    for (const key of Object.values(keys)) {
      expect(en[key].length).toBeGreaterThan(10);
      expect(fr[key].length).toBeGreaterThan(10);
    }
  });

  it.each(CHECKS)('the check %s has words for either outcome', (check) => {
    for (const outcome of ['passed', 'failed']) {
      expect(en).toHaveProperty([`incoming.check.${check}.${outcome}`]);
    }
  });

  it('a reason of the site’s own code has general ones that name it', () => {
    expect(problemKeys('out-of-paper').problem).toBe('incoming.problem.other');
    expect(problemKeys('constructor').problem).toBe('incoming.problem.other');
    expect(en['incoming.problem.other']).toContain('{code}');
  });
});
