'use strict';

const { TestEnvironment } = require('jest-environment-node');

const nativeStrapi = require('./native-strapi.cjs');

/** Shared with the Strapi that runs outside the sandbox, so that `instanceof` holds on both sides. */
const sharedGlobals = { Date, Error, Map, Set, RangeError, SyntaxError, TypeError };

/** Node's test environment, with the way to the Strapi that runs outside it. */
module.exports = class StrapiEnvironment extends TestEnvironment {
  constructor(config, context) {
    super(config, context);
    Object.assign(this.global, sharedGlobals, { nativeStrapi });
  }

  async teardown() {
    // A test file that failed half-way must not leave its Strapi to the next one.
    await nativeStrapi.stopAll();
    await super.teardown();
  }
};
