'use strict';

const site = require('./site.js');

/*
 * `src/index.js` of a site without the plugin: the least that a durable outbox of ten deliveries can be. In the transaction of
 * every create, a row with the entry as JSON, and ten rows that name it, in tables without any index but their keys.
 */

const DELIVERIES = 10;

module.exports = {
  ...site,

  async register({ strapi }) {
    strapi.documents.use((context, next) => {
      if (context.action !== 'create' || !context.uid.startsWith('api::')) return next();
      return strapi.db.transaction(async ({ trx }) => {
        const entry = await next();
        const uid = `${context.uid} ${entry.documentId} ${entry.id}`;
        await trx('bare_messages').insert({ uid, body: JSON.stringify(entry) });
        const row = (endpoint) => ({
          message_uid: uid,
          endpoint,
          state: 'pending',
          due_at: Date.now(),
        });
        await trx('bare_deliveries').insert(Array.from({ length: DELIVERIES }, (_, n) => row(n)));
        return entry;
      });
    });
  },

  async bootstrap({ strapi }) {
    await site.bootstrap({ strapi });
    const knex = strapi.db.connection;
    await knex.schema.createTable('bare_messages', (table) => {
      table.string('uid').primary();
      table.text('body', 'longtext').notNullable();
    });
    await knex.schema.createTable('bare_deliveries', (table) => {
      table.increments('id');
      table.string('message_uid').notNullable();
      table.integer('endpoint').notNullable();
      table.string('state').notNullable();
      table.bigInteger('due_at').notNullable();
    });
  },
};
