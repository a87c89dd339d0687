import type { Model, Schemas } from '../../server/src/outgoing/events/public-entry';

interface TestAttribute {
  type: string;
  private?: boolean;
  target?: string;
  component?: string;
  components?: string[];
  relation?: string;
  repeatable?: boolean;
  multiple?: boolean;
  enum?: string[];
}

/** Schemas as a Strapi would have them, from attributes by uid. */
export function schemasFrom(types: Record<string, Record<string, TestAttribute>>): Schemas {
  return {
    getModel: (uid) => (Object.hasOwn(types, uid) ? { attributes: types[uid] ?? {} } : undefined),
    isPrivate: (model: Model, name) =>
      (model.attributes[name] as TestAttribute | undefined)?.private === true,
  };
}
