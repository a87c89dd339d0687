'use strict';

/** A super admin, and a manager who may do everything in the plugin and nothing else. Both have the same password. */
module.exports = {
  ADMIN_EMAIL: 'ada@example.test',
  MANAGER_EMAIL: 'mary@example.test',
  ADMIN_PASSWORD: 'Correct-Horse-1',
};
