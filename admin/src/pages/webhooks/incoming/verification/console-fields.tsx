import { DateTimePicker, Field, Flex, Textarea } from '@strapi/design-system';

import { useText } from '../../../../hooks/use-text';

/** A request as it is pasted. */
export interface PastedRequest {
  headers: string;
  body: string;
  /** '' for the source's own address. */
  url: string;
  /** Undefined for now. */
  at: Date | undefined;
}

interface ConsoleFieldsProps {
  request: PastedRequest;
  onChange: (changes: Partial<PastedRequest>) => void;
}

/** Where a request is pasted that somebody has copied from a log. */
export const ConsoleFields = ({ request, onChange }: ConsoleFieldsProps) => {
  const t = useText();
  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      <Field.Root required hint={t('incoming.console.headers-hint')}>
        <Field.Label>{t('incoming.console.headers')}</Field.Label>
        <Textarea
          name="headers"
          value={request.headers}
          onChange={(event: React.ChangeEvent<HTMLTextAreaElement>) =>
            onChange({ headers: event.currentTarget.value })
          }
        />
        <Field.Hint />
      </Field.Root>
      <Field.Root hint={t('incoming.console.body-hint')}>
        <Field.Label>{t('incoming.console.body')}</Field.Label>
        <Textarea
          name="body"
          value={request.body}
          onChange={(event: React.ChangeEvent<HTMLTextAreaElement>) =>
            onChange({ body: event.currentTarget.value })
          }
        />
        <Field.Hint />
      </Field.Root>
      <Field.Root hint={t('incoming.console.url-hint')}>
        <Field.Label>{t('incoming.console.url')}</Field.Label>
        <Field.Input
          name="url"
          value={request.url}
          onChange={(event) => onChange({ url: event.currentTarget.value })}
        />
        <Field.Hint />
      </Field.Root>
      <Field.Root
        role="group"
        aria-label={t('incoming.console.at')}
        hint={t('incoming.console.at-hint')}
      >
        <Field.Label>{t('incoming.console.at')}</Field.Label>
        <DateTimePicker
          {...(request.at && { value: request.at })}
          dateLabel={t('replay.date')}
          timeLabel={t('replay.time')}
          onChange={(at) => onChange({ at })}
          onClear={() => onChange({ at: undefined })}
          clearLabel={t('incoming.console.at-now')}
        />
        <Field.Hint />
      </Field.Root>
    </Flex>
  );
};
