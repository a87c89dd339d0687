/** Runs once after the last test file. */
export default async function tidyUp(): Promise<void> {
  await (globalThis as { dropTemplates?: () => Promise<void> }).dropTemplates?.();
}
