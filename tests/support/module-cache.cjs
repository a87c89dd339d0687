'use strict';

/*
 * Loaded before a Strapi that tests start in a process of its own (`node --require`): keeps how V8 has compiled the
 * installed modules, and where each was found, since a test that kills an instance 150 times is mostly starts. The first
 * process that is asked to end leaves the file that later ones begin with. Of Node's own there is such a cache from
 * version 22 on (`module.enableCompileCache`).
 */
const { createHash } = require('node:crypto');
const { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } = require('node:fs');
const Module = require('node:module');
const path = require('node:path');
const v8 = require('node:v8');
const vm = require('node:vm');

const root = path.resolve(__dirname, '../..');
const installed = path.join(root, 'node_modules') + path.sep;
const file = path.join(root, 'tests/.work/module-cache', stateOfModules());

const kept = existsSync(file) ? v8.deserialize(readFileSync(file)) : null;
const compiled = kept?.compiled ?? new Map();
const found = kept?.found ?? new Map();
/** What this process compiles, by file; collected only where nothing is kept yet. */
const scripts = new Map();

const compileModule = Module.prototype._compile;
Module.prototype._compile = function compileOnce(content, filename, ...rest) {
  const script = filename.startsWith(installed) ? scriptOf(content, filename) : null;
  if (!script) return compileModule.call(this, content, filename, ...rest);
  if (!kept) scripts.set(filename, script);
  const run = script.runInThisContext();
  return run.call(
    this.exports,
    this.exports,
    requireOf(this),
    this,
    filename,
    path.dirname(filename),
  );
};

const resolveFilename = Module._resolveFilename;
Module._resolveFilename = function findOnce(request, parent, isMain, options) {
  if (options || !parent?.filename?.startsWith(installed)) {
    return resolveFilename.call(this, request, parent, isMain, options);
  }
  const key = `${path.dirname(parent.filename)}\0${request}`;
  const known = found.get(key);
  if (known) return known;
  const filename = resolveFilename.call(this, request, parent, isMain, options);
  found.set(key, filename);
  return filename;
};

// Strapi's own orderly end would remove a listener for the exit.
if (!kept) process.once('SIGTERM', keep);

/** What is installed, by which Node, run with which options: V8 refuses what others have compiled. */
function stateOfModules() {
  return createHash('sha256')
    .update(readFileSync(path.join(installed, '.package-lock.json')))
    .update([process.version, process.arch, ...process.execArgv].join(' '))
    .digest('hex')
    .slice(0, 16);
}

/** Nothing for what is left to Node: modules that import others at run time, and what is not CommonJS. */
function scriptOf(content, filename) {
  if (content.includes('import(')) return null;
  try {
    return new vm.Script(Module.wrap(content), { filename, cachedData: compiled.get(filename) });
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** As Node makes it for each module. */
function requireOf(module) {
  const resolve = (request, options) => Module._resolveFilename(request, module, false, options);
  resolve.paths = (request) => Module._resolveLookupPaths(request, module);
  return Object.assign((id) => module.require(id), {
    resolve,
    main: process.mainModule,
    extensions: Module._extensions,
    cache: Module._cache,
  });
}

/** Only now have the functions inside been compiled that a start needs. */
function keep() {
  const data = v8.serialize({
    compiled: new Map([...scripts].map(([name, script]) => [name, script.createCachedData()])),
    found,
  });
  mkdirSync(path.dirname(file), { recursive: true });
  // Whole or not at all, also where several processes end at once.
  writeFileSync(`${file}.${process.pid}`, data);
  renameSync(`${file}.${process.pid}`, file);
}
