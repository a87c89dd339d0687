import { Radio } from '@strapi/design-system';

import type { AuthKind, AuthMethodInfo } from '../../../api/connection-contracts';
import { Panel } from '../../../components/panel';
import { useText } from '../../../hooks/use-text';

interface MethodChoiceProps {
  methods: AuthMethodInfo[];
  chosen: AuthKind;
  onChange: (auth: AuthKind) => void;
}

/** The ways in which an account can be connected, where there are several. */
export const MethodChoice = ({ methods, chosen, onChange }: MethodChoiceProps) => {
  const t = useText();
  if (methods.length < 2) return null;
  return (
    <Panel title={t('connections.form.method')}>
      <Radio.Group
        aria-label={t('connections.form.method')}
        value={chosen}
        onValueChange={(value) => {
          const method = methods.find(({ kind }) => kind === value);
          if (method) onChange(method.kind);
        }}
      >
        {methods.map(({ kind }) => (
          <Radio.Item key={kind} value={kind}>
            {t(`connections.method.${kind}`)}
          </Radio.Item>
        ))}
      </Radio.Group>
    </Panel>
  );
};
