import { containedText } from './isolated-text';

/** A text from outside beside text of ours: a writing direction that it sets ends where it ends. */
export const ForeignText = ({ children }: { children: string }) => (
  <bdi>{containedText(children)}</bdi>
);
