const ISOLATE = '\u2068';
const END_OF_ISOLATE = '\u2069';
/** What begins or ends an isolation of the writing direction, and the separators of paragraphs, which end all of them. */
const MARKS = /[\u2066-\u2069\u2029\u0085\u001C-\u001E]/g;

/**
 * A text from outside that ends whatever direction it sets for itself (UAX #9): with nothing in it that would end the
 * isolation that it stands in.
 */
export const containedText = (text: string): string => {
  let openCount = 0;
  const contained = text.replace(/\r\n?/g, '\n').replace(MARKS, (mark) => {
    const isBeginning = mark >= '\u2066' && mark <= ISOLATE;
    const isEnd = mark === END_OF_ISOLATE && openCount > 0;
    if (!isBeginning && !isEnd) return ' ';
    openCount += isBeginning ? 1 : -1;
    return mark;
  });
  return contained + END_OF_ISOLATE.repeat(openCount);
};

/** The same for where no element can stand around it: it turns around nothing but itself. */
export const isolatedText = (text: string): string =>
  ISOLATE + containedText(text) + END_OF_ISOLATE;
