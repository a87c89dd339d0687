import { Field, Flex, Typography } from '@strapi/design-system';
import { styled } from 'styled-components';

import type { ProviderInfo } from '../../../../api/incoming-contracts';
import { FieldProblem } from '../../../../components/field-problem';
import { useText } from '../../../../hooks/use-text';
import { ProviderTile } from '../../../../components/provider-tile';

const Tiles = styled.div`
  display: grid;
  grid-template-columns: repeat(auto-fill, minmax(20rem, 1fr));
  gap: ${({ theme }) => theme.spaces[3]};
`;

const Tile = styled.label`
  display: flex;
  align-items: center;
  gap: ${({ theme }) => theme.spaces[3]};
  padding: ${({ theme }) => theme.spaces[3]};
  border: 1px solid ${({ theme }) => theme.colors.neutral200};
  border-radius: ${({ theme }) => theme.borderRadius};
  cursor: pointer;

  &:has(input:checked) {
    border-color: ${({ theme }) => theme.colors.primary600};
    background: ${({ theme }) => theme.colors.primary100};
  }

  &:has(input:focus-visible) {
    outline: 2px solid ${({ theme }) => theme.colors.primary600};
    outline-offset: 2px;
  }

  /* The whole tile is the radio button; the browser's own is only there for the keyboard. */
  input {
    position: absolute;
    opacity: 0;
  }
`;

interface ProviderChoiceProps {
  providers: ProviderInfo[];
  chosen: ProviderInfo | null;
  error?: string;
  onChange: (provider: ProviderInfo) => void;
}

/** Every service that the site knows, as tiles of which one is chosen. */
export const ProviderChoice = ({ providers, chosen, error, onChange }: ProviderChoiceProps) => {
  const t = useText();
  return (
    <Flex direction="column" alignItems="stretch" gap={3}>
      <Field.Root>
        <Tiles role="radiogroup" aria-label={t('incoming.form.provider')}>
          {providers.map((provider) => (
            <Tile key={provider.id}>
              <input
                type="radio"
                name="provider"
                value={provider.id}
                checked={provider.id === chosen?.id}
                // The first field with a problem takes the focus.
                data-invalid={error !== undefined}
                onChange={() => onChange(provider)}
              />
              <ProviderTile id={provider.id} name={provider.name} />
              <Typography textColor="neutral800">{provider.name}</Typography>
            </Tile>
          ))}
        </Tiles>
      </Field.Root>
      <FieldProblem>{error}</FieldProblem>
    </Flex>
  );
};
