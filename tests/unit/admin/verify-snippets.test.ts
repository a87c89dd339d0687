import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import {
  verifySnippet,
  type SnippetLanguage,
} from '../../../admin/src/pages/webhooks/outgoing/secret/verify-snippets';
import { generateSecret, publicKeyOf, sign } from '../../../server/src/outgoing/deliveries/signing';

const readme = readFileSync(path.resolve(__dirname, '../../../README.md'), 'utf8');

describe('the verification code that the panel shows', () => {
  it.each([
    ['node', 'js'],
    ['python', 'python'],
    ['php', 'php'],
    ['go', 'go'],
  ] as const)('is the code of the README in %s', (language, fence) => {
    expect(readme).toContain(`\`\`\`${fence}\n${verifySnippet(language, 'v1', 'webhook')}\n\`\`\``);
  });

  it.each(['node', 'python', 'php', 'go'] as const)(
    'names the headers of the endpoint in %s',
    (language) => {
      const code = verifySnippet(language, 'v1', 'svix');
      expect(code).toContain('svix-signature');
      expect(code).not.toContain('webhook-');
    },
  );
});

const secret = generateSecret('v1a', (size) => Buffer.alloc(size, 7));
const other = generateSecret('v1a', (size) => Buffer.alloc(size, 8));
const body = '{"type":"entry.publish","data":{"title":"Grüße"}}';

const signed = (secrets: string[], ageSeconds = 0) =>
  sign({
    secrets,
    messageId: 'msg_1',
    timestamp: new Date(Date.now() - ageSeconds * 1000),
    body,
    headerFamily: 'webhook',
  });

const makeCases = () => [
  { isGenuine: true, headers: signed([secret]), body },
  { isGenuine: true, headers: signed([other, secret]), body },
  { isGenuine: false, headers: signed([other]), body },
  { isGenuine: false, headers: signed([secret]), body: body.replace('Grüße', 'Gruesse') },
  { isGenuine: false, headers: { ...signed([secret]), 'webhook-id': 'msg_2' }, body },
  { isGenuine: false, headers: signed([secret], 400), body },
  { isGenuine: false, headers: { ...signed([secret]), 'webhook-signature': 'v1a,' }, body },
  { isGenuine: false, headers: { ...signed([secret]), 'webhook-signature': 'v1,AAAA x' }, body },
  { isGenuine: false, headers: {}, body },
];

/** How each language runs the code on `cases.json` and prints a JSON array of booleans. */
const RUNNERS: Record<
  SnippetLanguage,
  { probe: string[]; file: string; run: string[]; wrap: (code: string) => string }
> = {
  node: {
    probe: [process.execPath, '--version'],
    file: 'verify.mjs',
    run: [process.execPath, 'verify.mjs'],
    wrap: (code) => `${code}
import { readFileSync } from 'node:fs';
const { key, cases } = JSON.parse(readFileSync('cases.json', 'utf8'));
console.log(JSON.stringify(cases.map(({ headers, body }) => verify(key, headers, Buffer.from(body)))));`,
  },
  python: {
    probe: ['python3', '-c', 'import nacl'],
    file: 'verify.py',
    run: ['python3', 'verify.py'],
    wrap: (code) => `${code}
import json
given = json.load(open("cases.json"))
print(json.dumps([verify(given["key"], case["headers"], case["body"].encode()) for case in given["cases"]]))`,
  },
  php: {
    probe: ['php', '-r', 'exit(function_exists("sodium_crypto_sign_verify_detached") ? 0 : 1);'],
    file: 'verify.php',
    run: ['php', 'verify.php'],
    wrap: (code) => `<?php
${code}
$given = json_decode(file_get_contents('cases.json'), true);
echo json_encode(array_map(fn ($case) => verify($given['key'], $case['headers'], $case['body']), $given['cases']));`,
  },
  go: {
    probe: ['go', 'version'],
    file: 'main.go',
    run: ['go', 'run', 'main.go'],
    wrap: (code) => `${code
      .replace('package webhook', 'package main')
      .replace('import (', 'import (\n"encoding/json"\n"fmt"\n"os"')}
type webhookCase struct { Headers map[string]string; Body string }
func main() {
  text, _ := os.ReadFile("cases.json")
  var given struct { Key string; Cases []webhookCase }
  json.Unmarshal(text, &given)
  results := []bool{}
  for _, c := range given.Cases {
    header := http.Header{}
    for name, value := range c.Headers { header.Set(name, value) }
    results = append(results, Verify(given.Key, header, []byte(c.Body)))
  }
  output, _ := json.Marshal(results)
  fmt.Println(string(output))
}`,
  },
};

describe('the verification code for ed25519', () => {
  for (const language of Object.keys(RUNNERS) as SnippetLanguage[]) {
    const { probe, file, run, wrap } = RUNNERS[language];
    const [command = '', ...probeArguments] = probe;
    const isThere = spawnSync(command, probeArguments).status === 0;
    (isThere ? it : it.skip)(
      `accepts what is genuine and refuses everything else in ${language}${isThere ? '' : ' (not installed)'}`,
      () => {
        const directory = mkdtempSync(path.join(tmpdir(), 'verify-'));
        try {
          const cases = makeCases();
          writeFileSync(
            path.join(directory, file),
            wrap(verifySnippet(language, 'v1a', 'webhook')),
          );
          writeFileSync(
            path.join(directory, 'cases.json'),
            JSON.stringify({ key: publicKeyOf(secret), cases }),
          );
          const [program = '', ...programArguments] = run;
          const output = execFileSync(program, programArguments, {
            cwd: directory,
            encoding: 'utf8',
          });
          expect(JSON.parse(output)).toEqual(cases.map(({ isGenuine }) => isGenuine));
        } finally {
          rmSync(directory, { recursive: true, force: true });
        }
      },
      60_000,
    );
  }
});
