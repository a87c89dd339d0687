/** Something is missing that a command needs, and so it has done nothing. The message says what to do. */
export class NotBegunError extends Error {
  name = 'NotBegunError';
}
