import { outgoingOf } from './outgoing';
import type { RunningStrapi } from './strapi';

export interface StrapiError {
  status: number;
  name: string;
  message: string;
  details: { code?: string; errors?: { path: string[]; message: string }[] };
}

type Answer = PromiseLike<{ status: number; body: unknown }>;

/** What an answer refuses with, and the path of the first field that it names. */
export async function refusal(request: Answer) {
  const { status, body } = await request;
  const { error } = body as { error: StrapiError };
  return {
    status,
    code: error.details.code,
    path: error.details.errors?.[0]?.path.join('.'),
    message: error.message,
  };
}

/** Asserts that this is refused with a stable code and a sentence that helps, and that it leaves the endpoints alone. */
export async function expectRefused(
  running: RunningStrapi,
  send: () => Answer,
  code: string | RegExp = /^[a-z][a-z-]+$/,
  status = 400,
): Promise<StrapiError> {
  const storedEndpoints = () => outgoingOf(running).endpoints.findAll();
  const before = await storedEndpoints();
  const response = await send();
  const { error, data } = response.body as { error: StrapiError; data: unknown };
  expect({ status: response.status, data }).toEqual({ status, data: null });
  expect(error.status).toBe(status);
  expect(error.details.code).toEqual(typeof code === 'string' ? code : expect.stringMatching(code));
  expect(error.message).toMatch(/^\S.{10,}/s);
  expect(error.message.length).toBeLessThan(1_000);
  expect(error.message).not.toMatch(/\n\s+at |node_modules|Internal Server Error/);
  expect(await storedEndpoints()).toEqual(before);
  return error;
}
