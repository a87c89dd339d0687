import prettier from 'eslint-config-prettier';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

const NETWORK_MESSAGE = 'Only server/src/http opens outgoing connections.';

/** What opens connections: only `server/src/http` may. */
const networkModules = ['undici', 'http', 'https', 'http2', 'net', 'tls', 'ws']
  .flatMap((name) => (['undici', 'ws'].includes(name) ? [name] : [name, `node:${name}`]))
  .map((name) => ({
    name,
    message: NETWORK_MESSAGE,
    allowTypeImports: true,
  }));

const rules = {
  '@typescript-eslint/no-unused-vars': [
    'error',
    { argsIgnorePattern: '^_', varsIgnorePattern: '^_' },
  ],
  '@typescript-eslint/consistent-type-imports': [
    'error',
    {
      fixStyle: 'inline-type-imports',
      disallowTypeAnnotations: false,
    },
  ],
  '@typescript-eslint/no-non-null-assertion': 'error',
  '@typescript-eslint/switch-exhaustiveness-check': [
    'error',
    { considerDefaultExhaustiveForUnions: true },
  ],
  '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
  // Strapi types services and query results as `any`; a rule against touching them would only breed casts.
  '@typescript-eslint/no-unsafe-assignment': 'off',
  '@typescript-eslint/no-unsafe-member-access': 'off',
  '@typescript-eslint/no-unsafe-call': 'off',
  '@typescript-eslint/no-unsafe-return': 'off',
  '@typescript-eslint/no-unsafe-argument': 'off',
  // Services are closures: their methods have no `this` to lose.
  '@typescript-eslint/unbound-method': 'off',
  // An async function without an await keeps a contract's shape.
  '@typescript-eslint/require-await': 'off',
  '@typescript-eslint/restrict-template-expressions': [
    'error',
    { allowNumber: true, allowBoolean: true },
  ],
  // A raw statement of knex is made to be put into a string.
  '@typescript-eslint/no-base-to-string': ['error', { ignoredTypeNames: ['Raw', 'Error', 'URL'] }],
  eqeqeq: ['error', 'always', { null: 'ignore' }],
  'no-console': 'error',
  'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx'] }],
};

const typeChecked = (files, project) => ({
  files,
  extends: [tseslint.configs.recommendedTypeChecked],
  languageOptions: { parserOptions: { project, tsconfigRootDir: import.meta.dirname } },
  rules,
});

export default tseslint.config(
  {
    ignores: [
      '**/node_modules/',
      '**/dist/',
      '**/build/',
      '**/.work/',
      '**/.cache/',
      '**/.strapi/',
      'demo/types/generated/',
      'bench/results/',
      'docs/',
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  typeChecked(['server/**/*.ts', 'strapi-server.ts'], 'server/tsconfig.json'),
  typeChecked(['admin/**/*.{ts,tsx}', 'strapi-admin.tsx'], 'admin/tsconfig.json'),
  typeChecked(['tests/**/*.{ts,tsx}', 'bench/**/*.ts'], 'tests/tsconfig.json'),
  typeChecked(['demo/config/**/*.ts', 'demo/src/**/*.ts'], 'demo/tsconfig.json'),
  typeChecked(['demo/src/admin/**/*.{ts,tsx}'], 'demo/src/admin/tsconfig.json'),
  {
    files: ['server/src/**/*.ts'],
    ignores: ['server/src/http/**'],
    rules: {
      '@typescript-eslint/no-restricted-imports': ['error', { paths: networkModules }],
      'no-restricted-globals': ['error', 'fetch', 'WebSocket', 'EventSource'],
      'no-restricted-syntax': [
        'error',
        {
          selector: `ImportExpression[source.value=/^(${networkModules.map(({ name }) => name).join('|')})$/]`,
          message: NETWORK_MESSAGE,
        },
      ],
    },
  },
  {
    files: ['admin/**/*.{ts,tsx}'],
    extends: [reactHooks.configs['recommended-latest'] ?? reactHooks.configs.recommended],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              group: ['**/server/src/**'],
              allowTypeImports: true,
              message: 'The panel shares only types with the server.',
            },
          ],
        },
      ],
    },
  },
  {
    files: ['tests/**/*.{ts,tsx}', 'bench/**/*.ts'],
    // What a test has arranged itself is known to be there, and a benchmark speaks to a terminal.
    rules: { 'no-console': 'off', '@typescript-eslint/no-non-null-assertion': 'off' },
  },
  {
    files: ['**/*.{js,mjs,cjs}'],
    extends: [tseslint.configs.base],
    rules: { eqeqeq: rules.eqeqeq, 'no-warning-comments': rules['no-warning-comments'] },
  },
  prettier,
);
