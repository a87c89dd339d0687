'use strict';

/*
 * Loaded before a Strapi that tests start in a process of its own (`node --require`): keeps how V8 has compiled the
 * installed modules, and where each was found, since a test that kills an instance 150 times is mostly starts. Every process
 * that is asked to end adds what it has compiled. Node has such a cache of its own from 22.8 on
 * (`module.enableCompileCache`).
 */
const { createHash } = require('node:crypto');
const { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } = require('node:fs');
const Module = require('node:module');
const path = require('node:path');
const v8 = require('node:v8');
const vm = require('node:vm');

const root = path.resolve(__dirname, '../..');
const installed = path.join(root, 'node_modules') + path.sep;
const file = path.join(root, 'tests/.work/module-cache', stateOfModules());

const { keptAt, compiled, found } = readKept();
/** What this process has compiled by itself, by file. */
const scripts = new Map();

const compileModule = Module.prototype._compile;
Module.prototype._compile = function compileOnce(content, filename, ...rest) {
  const script = filename.startsWith(installed) ? scriptOf(content, filename) : null;
  if (!script) return compileModule.call(this, content, filename, ...rest);
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
  // What is not installed, an app of a test above all, comes and goes.
  if (filename.startsWith(installed)) found.set(key, filename);
  return filename;
};

// Strapi's own orderly end would remove a listener for the exit.
process.once('SIGTERM', keep);

/** What is installed, by which Node, run with which options: V8 refuses what another one has compiled. */
function stateOfModules() {
  return createHash('sha256')
    .update(readFileSync(__filename))
    .update(readFileSync(path.join(root, 'package-lock.json')))
    .update([process.version, process.arch, ...process.execArgv].join(' '))
    .update(process.env.NODE_OPTIONS ?? '')
    .digest('hex')
    .slice(0, 16);
}

function readKept() {
  try {
    return { keptAt: statSync(file).mtimeMs, ...v8.deserialize(readFileSync(file)) };
  } catch {
    // None yet, or none that can be read: then everything is compiled as it would be without.
    return { keptAt: 0, compiled: new Map(), found: new Map() };
  }
}

/** Nothing for what is left to Node: modules that import others at run time, and what is not CommonJS. */
function scriptOf(content, filename) {
  if (/\bimport\s*[(/]/.test(content)) return null;
  try {
    const cachedData = cachedDataOf(filename);
    const script = new vm.Script(Module.wrap(content), { filename, cachedData });
    if (!cachedData || script.cachedDataRejected) scripts.set(filename, script);
    return script;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** V8 knows a text by its length alone, so what was changed since by hand is compiled anew. */
function cachedDataOf(filename) {
  const data = compiled.get(filename);
  return data && statSync(filename).mtimeMs < keptAt ? data : undefined;
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
  if (scripts.size === 0) return;
  for (const [name, script] of scripts) compiled.set(name, script.createCachedData());
  try {
    mkdirSync(path.dirname(file), { recursive: true });
    // Whole or not at all, also where several processes end at once.
    writeFileSync(`${file}.${process.pid}`, v8.serialize({ compiled, found }));
    renameSync(`${file}.${process.pid}`, file);
  } catch (error) {
    // The next start is slower, and this one ends as it should.
    console.warn(error);
  }
}
