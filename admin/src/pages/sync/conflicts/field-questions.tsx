import { Button, Flex } from '@strapi/design-system';

import type { Conflict, MappableContentType } from '../../../api/sync-contracts';
import { useText } from '../../../hooks/use-text';
import { typeOfField } from '../form/pair-row';
import { allFrom, choiceOf, withChoice, type Choices } from './answer-form';
import { FieldQuestion } from './field-question';

interface FieldQuestionsProps {
  conflict: Conflict;
  type: MappableContentType | undefined;
  choices: Choices;
  onChange: (choices: Choices) => void;
}

/** Every field that both sides have changed, with the choice between them; or one side for all. */
export const FieldQuestions = ({ conflict, type, choices, onChange }: FieldQuestionsProps) => {
  const t = useText();
  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      <Flex gap={2} wrap="wrap">
        <Button
          type="button"
          size="S"
          variant="tertiary"
          onClick={() => onChange(allFrom('external', conflict))}
        >
          {t('sync.conflict.all-external', {
            service: conflict.providerName ?? t('connections.the-service'),
          })}
        </Button>
        <Button
          type="button"
          size="S"
          variant="tertiary"
          onClick={() => onChange(allFrom('document', conflict))}
        >
          {t('sync.conflict.all-document')}
        </Button>
      </Flex>
      {conflict.fields.map((one) => {
        const choice = choiceOf(choices, one.field);
        return (
          <FieldQuestion
            key={one.field}
            field={one}
            serviceName={conflict.providerName}
            type={typeOfField(type, one.field)}
            choice={choice}
            onTake={(take) => onChange(withChoice(choices, one, take))}
            onText={(text) => onChange({ ...choices, [one.field]: { ...choice, text } })}
          />
        );
      })}
    </Flex>
  );
};
