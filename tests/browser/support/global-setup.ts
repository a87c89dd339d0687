import { prepareDemoState } from '../../support/demo-strapi';

/** Runs once before the first test file: the workers inherit the environment that it leaves. */
export default async function prepare(): Promise<void> {
  (globalThis as { removeDemoState?: () => void }).removeDemoState = await prepareDemoState();
}
