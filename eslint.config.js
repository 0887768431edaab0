import { dirname, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';
import { importProblem } from './import-table.js';

const root = dirname(fileURLToPath(import.meta.url));
/** @param {string} path */
const fromRoot = (path) => relative(root, path).split(sep).join('/');

/** The import table of the house, while typing. */
/** @type {import('eslint').Rule.RuleModule} */
const importZones = {
  meta: { type: 'problem', schema: [] },
  create(context) {
    /** @param {any} node */
    const check = (node) => {
      if (typeof node.source?.value !== 'string') return;
      const specifier = node.source.value;
      const target = specifier.startsWith('.')
        ? fromRoot(resolve(dirname(context.filename), specifier))
        : null;
      const isTypeOnly = node.importKind === 'type' || node.exportKind === 'type';
      const problem = importProblem(fromRoot(context.filename), specifier, target, isTypeOnly);
      if (problem !== null) context.report({ node, message: problem });
    };
    return {
      ImportDeclaration: check,
      ExportNamedDeclaration: check,
      ExportAllDeclaration: check,
      ImportExpression: check,
    };
  },
};

export default tseslint.config(
  { ignores: ['out', 'dist', 'coverage', 'build', 'test-results', 'screenshots', 'playwright-report'] },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: {
        project: ['./tsconfig.node.json', './tsconfig.web.json'],
        tsconfigRootDir: root,
      },
    },
    plugins: { house: { rules: { 'import-zones': importZones } } },
    rules: {
      'house/import-zones': 'error',
      '@typescript-eslint/no-floating-promises': ['error', { ignoreVoid: false }],
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true, requireDefaultForNonUnion: true },
      ],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'separate-type-imports' }],
      '@typescript-eslint/no-import-type-side-effects': 'error',
      // Factories close over their state: nothing that is handed on reads `this`.
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      eqeqeq: 'error',
      'no-console': 'error',
    },
  },
  {
    files: ['renderer/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': reactHooks },
    rules: { ...reactHooks.configs.recommended.rules },
  },
  {
    files: ['main/cli/**/*.ts', 'main/headless.ts', 'main/index.ts', 'test/**/*.ts'],
    rules: { 'no-console': 'off' },
  },
);
