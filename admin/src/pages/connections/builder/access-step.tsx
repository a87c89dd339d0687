import { Panel } from '../../../components/panel';
import { TextField } from '../../../components/text-field';
import { TileChoice } from '../../../components/tile-choice';
import { TwoColumns } from '../../../components/two-columns';
import { useText } from '../../../hooks/use-text';
import { AUTH_KINDS, hasTokens, type AuthForm } from './auth-form';
import { KeyFields } from './key-fields';
import type { StepProps } from './step-props';
import { TokenFields } from './token-fields';
import { TrialPanel } from './trial-panel';

/** How accounts sign in, and where a test asks whether they may. */
export const AccessStep = (props: StepProps) => {
  const t = useText();
  const { form, errorOf, onChange } = props;
  const { auth, probePath } = form;
  const change = (changes: Partial<AuthForm>) => onChange({ auth: { ...auth, ...changes } });
  const fields = { auth, errorOf, onChange: change };
  return (
    <TwoColumns
      side={
        <TrialPanel {...props} request={{ path: probePath.trim() || '/' }} purpose="probePath" />
      }
    >
      <Panel title={t('connections.form.method')} description={t('builder.access.text')}>
        <TileChoice
          name="auth.kind"
          label={t('connections.form.method')}
          options={AUTH_KINDS.map((value) => ({
            value,
            title: t(`connections.method.${value}`),
            text: t(`builder.method.${value}`),
          }))}
          value={auth.kind}
          error={errorOf('auth.kind')}
          onChange={(kind) => change({ kind })}
        />
        {auth.kind === 'api-key' && <KeyFields {...fields} />}
        {hasTokens(auth.kind) && <TokenFields {...fields} />}
      </Panel>
      <Panel title={t('builder.probe')} description={t('builder.probe-text')}>
        <TextField
          name="probePath"
          label={t('builder.probe-path')}
          placeholder="/me"
          value={probePath}
          error={errorOf('probePath')}
          isRequired
          onChange={(path) => onChange({ probePath: path })}
        />
      </Panel>
    </TwoColumns>
  );
};
