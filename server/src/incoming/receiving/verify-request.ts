import type { Logger } from '../../logger';
import type {
  ProviderSettings,
  ProviderWebhook,
  VerificationStep,
  WebhookRequest,
} from '../../providers/provider';

/** Whether every check was passed; a provider that checks nothing proves nothing. */
export function isGenuine(steps: readonly VerificationStep[]): boolean {
  return steps.length > 0 && steps.every(({ problem }) => problem === null);
}

/** Whether code that nobody has checked the types of has given what was asked for. */
function areSteps(value: unknown): value is VerificationStep[] {
  return (
    Array.isArray(value) &&
    value.every((step: Partial<VerificationStep> | null) => {
      const { check, problem } = step ?? {};
      return typeof check === 'string' && (problem === null || typeof problem?.code === 'string');
    })
  );
}

/** The checks of a provider. One of the site's own that breaks refuses the request; the log says what broke. */
export function verifyRequest(
  { id, webhook }: { id: string; webhook: ProviderWebhook },
  request: WebhookRequest,
  context: { secrets: readonly string[]; settings: ProviderSettings; now: number },
  log: Logger,
): VerificationStep[] {
  try {
    const steps: unknown = webhook.verify(request, context);
    if (areSteps(steps)) return steps;
    if (steps instanceof Promise) steps.catch(() => {});
    throw new Error('verify has to return a list of steps, at once');
  } catch (error) {
    log.error(`the verification of "${id}" broke, so its request was refused`, error);
    return [{ check: 'signature', problem: { code: 'verifier-failed' } }];
  }
}
