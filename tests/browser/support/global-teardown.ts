/** Runs once after the last test file, in the process of the set-up. */
export default function tearDown(): void {
  (globalThis as { removeDemoState?: () => void }).removeDemoState?.();
}
