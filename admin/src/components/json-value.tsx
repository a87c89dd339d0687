import * as React from 'react';
import { Button, Typography } from '@strapi/design-system';

import { useText } from '../hooks/use-text';
import { ForeignText } from './foreign-text';

const FIRST_PART = 300;
const NEXT_PART = 100_000;

const LongText = ({ text }: { text: string }) => {
  const t = useText();
  const [limit, setLimit] = React.useState(FIRST_PART);
  const isCut = text.length > limit;
  return (
    <>
      <Typography textColor="success700" style={{ whiteSpace: 'pre-wrap' }}>
        “<ForeignText>{isCut ? `${text.slice(0, limit)}…` : text}</ForeignText>”
      </Typography>
      {isCut && (
        <Button
          type="button"
          size="S"
          variant="tertiary"
          onClick={() => setLimit(limit + NEXT_PART)}
        >
          {t(text.length > limit + NEXT_PART ? 'text.more' : 'tree.show-all')}
        </Button>
      )}
    </>
  );
};

/** A text, a number, a truth value or nothing, as JSON has them; a long text is cut until it is asked for. */
export const JsonValue = ({ value }: { value: unknown }) =>
  typeof value === 'string' ? (
    <LongText text={value} />
  ) : (
    <Typography textColor={value === null ? 'neutral600' : 'primary700'}>
      {JSON.stringify(value) ?? '–'}
    </Typography>
  );
