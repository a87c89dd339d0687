import en from '../../../../admin/src/translations/en.json';
import { VaultError } from '../../../../server/src/connections/vault/vault-error';
import {
  DELIVERY_PROBLEMS,
  problemCodeOf,
} from '../../../../server/src/outgoing/deliveries/delivery-problem';

describe('what keeps a delivery from being tried', () => {
  it('has a code by which the panel has words for it', () => {
    for (const [code, sentence] of Object.entries(DELIVERY_PROBLEMS)) {
      expect(problemCodeOf(sentence)).toBe(code);
      expect(en).toHaveProperty([`server.${code}`]);
    }
    expect(problemCodeOf(new VaultError('wrong-key').message)).toBe('wrong-key');
  });

  it('is told from what an attempt ended with', () => {
    expect(problemCodeOf('The receiver knows no such address (404). Check the URL.')).toBeNull();
    expect(problemCodeOf(null)).toBeNull();
  });
});
