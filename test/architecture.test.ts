/** Reads every import of main, shared and renderer, and holds the house's table and its few other rules. */
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, posix, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { importProblem, roomOf } from '../import-table.js';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const maxLines = 400;

interface Source {
  /** From the root, with forward slashes. */
  path: string;
  text: string;
}

interface Import {
  specifier: string;
  isTypeOnly: boolean;
}

function readSources(): Source[] {
  return ['main', 'shared', 'renderer'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name))
      .map((name) => posix.join(folder, name.split(sep).join('/')))
      .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') })),
  );
}

const parsed = new WeakMap<Source, ts.SourceFile>();

function parse(source: Source): ts.SourceFile {
  const kind = source.path.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  const tree =
    parsed.get(source) ?? ts.createSourceFile(source.path, source.text, ts.ScriptTarget.Latest, true, kind);
  parsed.set(source, tree);
  return tree;
}

function eachNode(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node);
  node.forEachChild((child) => eachNode(child, visit));
}

/** Static and dynamic imports, re-exports, `import('…')` types and `require`. */
function importsOf(source: Source): Import[] {
  const found: Import[] = [];
  eachNode(parse(source), (node) => {
    const specifier = specifierOf(node);
    if (specifier !== null) found.push({ specifier, isTypeOnly: isTypeOnly(node) });
  });
  return found;
}

function specifierOf(node: ts.Node): string | null {
  if (ts.isImportDeclaration(node)) return literalText(node.moduleSpecifier);
  if (ts.isExportDeclaration(node)) return literalText(node.moduleSpecifier);
  if (ts.isImportTypeNode(node)) {
    return ts.isLiteralTypeNode(node.argument) ? literalText(node.argument.literal) : null;
  }
  if (!ts.isCallExpression(node)) return null;
  const isImport = node.expression.kind === ts.SyntaxKind.ImportKeyword;
  const isRequire = ts.isIdentifier(node.expression) && node.expression.text === 'require';
  return isImport || isRequire ? literalText(node.arguments[0]) : null;
}

function literalText(node: ts.Node | undefined): string | null {
  return node !== undefined && ts.isStringLiteralLike(node) ? node.text : null;
}

function isTypeOnly(node: ts.Node): boolean {
  if (ts.isImportTypeNode(node)) return true;
  if (ts.isImportDeclaration(node)) return node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword;
  return ts.isExportDeclaration(node) && node.isTypeOnly;
}

function tableProblems(source: Source): string[] {
  return importsOf(source).flatMap(({ specifier, isTypeOnly: typesOnly }) => {
    const target = specifier.startsWith('.') ? posix.join(posix.dirname(source.path), specifier) : null;
    const problem = importProblem(source.path, specifier, target, typesOnly);
    return problem === null ? [] : [`${source.path}: ${problem}`];
  });
}

/** A Node built-in under its bare name would slip past a rule that reads `node:`. */
function bareBuiltins(source: Source): string[] {
  const builtins = new Set([
    'fs',
    'path',
    'os',
    'net',
    'http',
    'https',
    'crypto',
    'child_process',
    'url',
    'tls',
    'dns',
  ]);
  return importsOf(source)
    .filter(({ specifier }) => builtins.has(specifier.split('/')[0] ?? ''))
    .map(({ specifier }) => `${source.path}: write node:${specifier}`);
}

/** Every name that is read and not declared in the file itself, `Math.random` with both parts. */
function usedGlobals(source: Source): Set<string> {
  const used = new Set<string>();
  const declared = new Set<string>();
  eachNode(parse(source), (node) => {
    const isName = ts.isVariableDeclaration(node) || ts.isImportSpecifier(node) || ts.isParameter(node);
    if (isName && ts.isIdentifier(node.name)) declared.add(node.name.text);
    if (ts.isPropertyAccessExpression(node) && ts.isIdentifier(node.expression)) {
      used.add(`${node.expression.text}.${node.name.text}`);
    }
    if (ts.isIdentifier(node) && isRead(node)) used.add(node.text);
    if (ts.isNewExpression(node) && ts.isIdentifier(node.expression) && (node.arguments ?? []).length === 0) {
      used.add(`new ${node.expression.text}()`);
    }
  });
  return new Set([...used].filter((name) => !declared.has(name.split('.')[0] ?? '')));
}

/** Not the name of a member, a property or a declaration. */
function isRead(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent) || ts.isQualifiedName(parent)) return isFirstPart(parent, node);
  if (ts.isPropertyAssignment(parent) || ts.isPropertySignature(parent)) return parent.name !== node;
  if (ts.isMethodSignature(parent) || ts.isMethodDeclaration(parent)) return parent.name !== node;
  return !ts.isTypeReferenceNode(parent) && !ts.isParameter(parent) && !ts.isBindingElement(parent);
}

function isFirstPart(parent: ts.PropertyAccessExpression | ts.QualifiedName, node: ts.Identifier): boolean {
  return ts.isPropertyAccessExpression(parent) ? parent.expression === node : parent.left === node;
}

const impure = [
  'Date.now',
  'Math.random',
  'performance.now',
  'new Date()',
  'crypto.randomUUID',
  'setTimeout',
  'setInterval',
  'process',
];
const domOnly = ['window', 'document', 'localStorage', 'sessionStorage', 'navigator'];

function purityProblems(source: Source): string[] {
  const room = roomOf(source.path) ?? '';
  const forbidden = room === 'shared' ? [...domOnly, 'process', 'require'] : impure;
  if (!['shared', 'routing', 'repairs'].includes(room)) return [];
  const used = usedGlobals(source);
  return forbidden.filter((name) => used.has(name)).map((name) => `${source.path}: uses ${name}`);
}

/** The commands' control connection to a core on this machine, the one exception. */
const mayConnect = (path: string) => path.startsWith('main/net/') || path === 'main/cli/control.ts';
const socketOpeners: Readonly<Record<string, readonly string[]>> = {
  'node:http': ['request', 'get', 'Agent', 'globalAgent'],
  'node:https': ['request', 'get', 'Agent', 'globalAgent'],
  'node:net': ['connect', 'createConnection', 'Socket'],
  'node:tls': ['connect'],
  'node:dgram': ['createSocket'],
};
const globalOpeners = ['fetch', 'WebSocket', 'EventSource'];

function socketProblems(source: Source): string[] {
  if (!source.path.startsWith('main/') || mayConnect(source.path)) return [];
  const problems = importsOf(source)
    .filter(({ specifier, isTypeOnly: typesOnly }) => /^undici(?:\/|$)/.test(specifier) && !typesOnly)
    .map(() => 'undici');
  eachNode(parse(source), (node) => {
    if (ts.isImportDeclaration(node)) problems.push(...importedOpeners(node));
  });
  const used = usedGlobals(source);
  problems.push(...globalOpeners.filter((name) => used.has(name)));
  return problems.map((name) => `${source.path}: opens sockets with ${name}; only net may`);
}

function importedOpeners(node: ts.ImportDeclaration): string[] {
  const openers = socketOpeners[literalText(node.moduleSpecifier) ?? ''];
  const clause = node.importClause;
  if (openers === undefined || clause === undefined) return [];
  if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return [];
  const names = clause.namedBindings;
  // A whole module under one name could open anything.
  if (names === undefined || ts.isNamespaceImport(names)) return ['all of it'];
  return names.elements
    .filter((element) => !element.isTypeOnly)
    .map((element) => (element.propertyName ?? element.name).text)
    .filter((name) => openers.includes(name));
}

function sizeProblems({ path, text }: Source): string[] {
  const lines = text.split('\n').length - 1;
  const isCatalogue = path.startsWith('shared/i18n/');
  return lines > maxLines && !isCatalogue ? [`${path}: ${lines} lines`] : [];
}

const sources = readSources();

describe('the house', () => {
  test('there is something to read', () => {
    expect(sources.length).toBeGreaterThan(20);
  });

  test.each([
    ['rooms import only what the table allows', tableProblems],
    ["Node's modules are written with node:", bareBuiltins],
    ['shared, routing and repairs take no time, no chance and no surroundings', purityProblems],
    ['only net opens outgoing sockets', socketProblems],
    [`no file is longer than ${maxLines} lines`, sizeProblems],
  ])('%s', (_rule, problemsOf) => {
    expect(sources.flatMap(problemsOf)).toEqual([]);
  });
});

describe('the rules see what they should', () => {
  const at = (path: string, text: string): Source => ({ path, text });

  test.each([
    ['a room above', at('main/routing/a.ts', "import { x } from '../proxy/b.ts';")],
    ['a re-export', at('main/net/a.ts', "export { x } from '../upstreams/b.ts';")],
    ['a re-export of everything', at('main/net/a.ts', "export * from '../upstreams/b.ts';")],
    ['a dynamic import', at('shared/a.ts', "const m = await import('node:fs');")],
    ['a type in a place of its own', at('shared/a.ts', "let s: import('electron').App;")],
    ['require', at('renderer/a.tsx', "const fs = require('node:fs');")],
    ['a value where only types may cross', at('main/state/a.ts', "import { x } from '../routing/b.ts';")],
    ['a type inside a value import', at('main/panel/a.ts', "import { type Core } from '../core.ts';")],
    ['a guarded module', at('main/cli/a.ts', "import express from 'express';")],
    ['a submodule of it', at('main/panel/a.ts', "import { app } from 'electron/main';")],
    ['a package in a pure room', at('main/repairs/a.ts', "import { parse } from 'smol-toml';")],
    ['a room that is not in the table', at('main/attic/a.ts', "import { x } from '../../shared/b.ts';")],
    ['the main process from the window', at('renderer/a.tsx', "import { x } from '../main/core.ts';")],
  ])('the table: %s', (_name, source) => {
    expect(tableProblems(source)).toHaveLength(1);
  });

  test.each([
    ['types where types may cross', at('main/state/a.ts', "import type { X } from '../routing/b.ts';")],
    ['its own files and shared', at('main/net/a.ts', "import './b.ts'; import '../../shared/c.ts';")],
    ['an import in a string', at('shared/a.ts', 'const text = "import fs from \'node:fs\'";')],
  ])('the table allows %s', (_name, source) => {
    expect(tableProblems(source)).toEqual([]);
  });

  test.each([
    ['the clock', at('main/routing/a.ts', 'export const now = () => Date.now();')],
    ['the date', at('main/repairs/a.ts', 'export const now = new Date();')],
    ['chance', at('main/routing/a.ts', 'const pick = Math.random;')],
    ['a timer', at('main/repairs/a.ts', 'setTimeout(() => {}, 1);')],
    ['the page', at('shared/a.ts', 'export const title = document.title;')],
    ['the environment', at('shared/a.ts', 'export const home = process.env.HOME;')],
  ])('purity: %s', (_name, source) => {
    expect(purityProblems(source)).toHaveLength(1);
  });

  test('purity: a property, or a name of the file itself, is not the global', () => {
    const own = "import { window } from './window.ts'; export const en = { ...window };";
    expect(purityProblems(at('shared/i18n/a.ts', own))).toEqual([]);
    const text =
      'export const f = (clock: { setTimeout(): void }, x: { window: number }) => (clock.setTimeout(), x.window);';
    expect(purityProblems(at('main/routing/a.ts', text))).toEqual([]);
    expect(purityProblems(at('shared/a.ts', text))).toEqual([]);
  });

  test.each([
    ['fetch', at('main/proxy/a.ts', "await fetch('http://x');")],
    ['http.request', at('main/panel/a.ts', "import { request } from 'node:http';")],
    ['a renamed connect', at('main/upstreams/a.ts', "import { connect as c } from 'node:net';")],
    ['a whole module', at('main/dbgpt/a.ts', "import * as http from 'node:http';")],
    ['its default', at('main/dbgpt/a.ts', "import http from 'node:http';")],
    ['undici', at('main/headless.ts', "import { request } from 'undici';")],
  ])('sockets: %s', (_name, source) => {
    expect(socketProblems(source)).toHaveLength(1);
  });

  test('sockets: servers, types and net itself are free', () => {
    expect(socketProblems(at('main/panel/a.ts', "import { createServer } from 'node:http';"))).toEqual([]);
    expect(socketProblems(at('main/proxy/a.ts', "import type { Socket } from 'node:net';"))).toEqual([]);
    expect(socketProblems(at('main/net/a.ts', "import { Agent } from 'undici';"))).toEqual([]);
    expect(socketProblems(at('main/cli/control.ts', "import { request } from 'node:http';"))).toEqual([]);
  });

  test('a bare built-in, and a file that is too long', () => {
    expect(bareBuiltins(at('main/net/a.ts', "import { lookup } from 'dns/promises';"))).toHaveLength(1);
    expect(sizeProblems(at('main/net/a.ts', 'x\n'.repeat(maxLines + 1)))).toHaveLength(1);
    expect(sizeProblems(at('shared/i18n/en/a.ts', 'x\n'.repeat(maxLines + 1)))).toEqual([]);
  });
});
