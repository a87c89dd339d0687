import type { ProviderInfo } from '../../../../api/incoming-contracts';
import { ProviderTile } from '../../../../components/provider-tile';
import { TileChoice } from '../../../../components/tile-choice';
import { useText } from '../../../../hooks/use-text';

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
    <TileChoice
      name="provider"
      label={t('incoming.form.provider')}
      options={providers.map(({ id, name }) => ({
        value: id,
        title: name,
        picture: <ProviderTile id={id} name={name} />,
      }))}
      value={chosen?.id ?? null}
      {...(error !== undefined && { error })}
      onChange={(id) => {
        const provider = providers.find((candidate) => candidate.id === id);
        if (provider) onChange(provider);
      }}
    />
  );
};
