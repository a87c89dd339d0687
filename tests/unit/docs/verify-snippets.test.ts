import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { generateSecret, sign } from '../../../server/src/outgoing/deliveries/signing';

const readme = readFileSync(path.resolve(__dirname, '../../../README.md'), 'utf8');

/** The code of the README's example in a language. */
function snippet(language: string): string {
  const code = new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``).exec(
    readme.slice(readme.indexOf('## Verify a delivery')),
  )?.[1];
  if (!code) throw new Error(`the README has no ${language} example`);
  return code;
}

/** How each language runs its example on `cases.json` and prints a JSON array of booleans. */
const languages: Record<
  string,
  { command: string; version: string; file: string; run: string[]; wrap: (code: string) => string }
> = {
  js: {
    command: process.execPath,
    version: '--version',
    file: 'verify.mjs',
    run: [process.execPath, 'verify.mjs'],
    wrap: (code) => `${code}
import { readFileSync } from 'node:fs';
const { secret, cases } = JSON.parse(readFileSync('cases.json', 'utf8'));
console.log(JSON.stringify(cases.map(({ headers, body }) => verify(secret, headers, Buffer.from(body)))));`,
  },
  python: {
    command: 'python3',
    version: '--version',
    file: 'verify.py',
    run: ['python3', 'verify.py'],
    wrap: (code) => `${code}
import json
given = json.load(open("cases.json"))
print(json.dumps([verify(given["secret"], case["headers"], case["body"].encode()) for case in given["cases"]]))`,
  },
  php: {
    command: 'php',
    version: '--version',
    file: 'verify.php',
    run: ['php', 'verify.php'],
    wrap: (code) => `<?php
${code}
$given = json_decode(file_get_contents('cases.json'), true);
echo json_encode(array_map(fn ($case) => verify($given['secret'], $case['headers'], $case['body']), $given['cases']));`,
  },
  go: {
    command: 'go',
    version: 'version',
    file: 'main.go',
    run: ['go', 'run', 'main.go'],
    wrap: (code) => `${code
      .replace('package webhook', 'package main')
      .replace('import (', 'import (\n"encoding/json"\n"fmt"\n"os"')}
type webhookCase struct { Headers map[string]string; Body string }
func main() {
  text, _ := os.ReadFile("cases.json")
  var given struct { Secret string; Cases []webhookCase }
  json.Unmarshal(text, &given)
  results := []bool{}
  for _, c := range given.Cases {
    header := http.Header{}
    for name, value := range c.Headers { header.Set(name, value) }
    results = append(results, Verify(given.Secret, header, []byte(c.Body)))
  }
  output, _ := json.Marshal(results)
  fmt.Println(string(output))
}`,
  },
};

const secret = generateSecret('v1', (size) => Buffer.alloc(size, 7));
const other = generateSecret('v1', (size) => Buffer.alloc(size, 8));
const body = '{"type":"entry.publish","data":{"title":"Grüße"}}';

function signed(changes: { secrets?: string[]; ageSeconds?: number } = {}) {
  return sign({
    secrets: changes.secrets ?? [secret],
    messageId: 'msg_1',
    timestamp: new Date(Date.now() - (changes.ageSeconds ?? 0) * 1000),
    body,
    headerFamily: 'webhook',
  });
}

/** Made anew for each language, since the timestamps age. */
const makeCases = () => [
  { isGenuine: true, headers: signed(), body },
  { isGenuine: true, headers: signed({ secrets: [other, secret] }), body },
  { isGenuine: false, headers: signed({ secrets: [other] }), body },
  { isGenuine: false, headers: signed(), body: body.replace('Grüße', 'Gruesse') },
  { isGenuine: false, headers: { ...signed(), 'webhook-id': 'msg_2' }, body },
  { isGenuine: false, headers: signed({ ageSeconds: 400 }), body },
  { isGenuine: false, headers: signed({ ageSeconds: -400 }), body },
  { isGenuine: false, headers: { ...signed(), 'webhook-timestamp': 'hello' }, body },
  { isGenuine: false, headers: { ...signed(), 'webhook-signature': 'v1,' }, body },
  { isGenuine: false, headers: { ...signed(), 'webhook-signature': 'v2,AAAA garbage' }, body },
  { isGenuine: false, headers: {}, body },
];

describe('the verification examples of the README', () => {
  for (const [language, { command, version, file, run, wrap }] of Object.entries(languages)) {
    const isThere = spawnSync(command, [version]).status === 0;
    (isThere ? it : it.skip)(
      `accept what is genuine and refuse everything else in ${language}${isThere ? '' : ' (not installed)'}`,
      () => {
        const directory = mkdtempSync(path.join(tmpdir(), 'verify-'));
        try {
          const cases = makeCases();
          writeFileSync(path.join(directory, file), wrap(snippet(language)));
          writeFileSync(path.join(directory, 'cases.json'), JSON.stringify({ secret, cases }));
          const [program = '', ...args] = run;
          const output = execFileSync(program, args, { cwd: directory, encoding: 'utf8' });
          expect(JSON.parse(output)).toEqual(cases.map(({ isGenuine }) => isGenuine));
        } finally {
          rmSync(directory, { recursive: true, force: true });
        }
      },
      60_000,
    );
  }
});
