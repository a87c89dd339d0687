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

/** The checks of a provider. One of the site's own that breaks refuses the request; the log says what broke. */
export function verifyRequest(
  { id, webhook }: { id: string; webhook: ProviderWebhook },
  request: WebhookRequest,
  context: { secrets: readonly string[]; settings: ProviderSettings; now: number },
  log: Logger,
): VerificationStep[] {
  try {
    return webhook.verify(request, context);
  } catch (error) {
    log.error(`the verification of "${id}" broke, so its request was refused`, error);
    return [{ check: 'signature', problem: { code: 'verifier-failed' } }];
  }
}
