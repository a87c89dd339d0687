import { sendEvent } from './send-event.mjs';

const KEPT_ANSWERS = 8;

/** Sends what the buttons of the page ask for, and remembers the newest answers. */
export function createSender() {
  const sent = [];

  return {
    sent,

    /** @param form `vendor` with `event`, or with `tampered` for the same with one byte changed */
    async send(form) {
      const isTampered = form.has('tampered');
      const vendorId = form.get('vendor') ?? '';
      const eventName = form.get(isTampered ? 'tampered' : 'event') ?? undefined;
      const at = new Date().toISOString();
      const { answer, effect, panel } = await sendEvent({ vendorId, eventName, isTampered }).then(
        ({ answers: [{ status, body }], ...event }) => ({ ...event, answer: `${status} ${body}` }),
        (error) => ({ answer: error.message }),
      );
      sent.unshift({ at, vendorId, eventName, isTampered, answer, effect, panel });
      sent.splice(KEPT_ANSWERS);
      return sent[0];
    },
  };
}
