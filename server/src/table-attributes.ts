/** The attributes that tables of all features are made of; see `TableModel`. */

export const id = { type: 'increments' };
export const text = { type: 'text' };
export const string = { type: 'string' };
export const integer = { type: 'integer' };
/** A point in time: milliseconds since 1970. The queue's own (`queueColumns`) are of the database's clock. */
export const instant = { type: 'biginteger' };
export const required = (attribute: { type: string }) => ({
  ...attribute,
  column: { notNullable: true },
});
export const counter = { ...integer, column: { notNullable: true, defaultTo: 0 } };
