import en from '../../../admin/src/translations/en.json';
import fr from '../../../admin/src/translations/fr.json';
import { loadTranslations } from '../../../admin/src/translations/load-translations';

const argumentsOf = (text: string) =>
  [...new Set([...text.matchAll(/\{(\w+)[,}]/g)].map(([, name]) => name))].sort().join();

describe('translations', () => {
  it('have the same keys in every language', () => {
    expect(Object.keys(fr)).toEqual(Object.keys(en));
  });

  it('take the same values in every language', () => {
    const keys = Object.keys(en) as (keyof typeof en)[];
    const unlike = keys.filter((key) => argumentsOf(fr[key]) !== argumentsOf(en[key]));
    expect(unlike).toEqual([]);
  });

  it('no text has a straight apostrophe, which begins a quotation in a message', () => {
    const texts = [...Object.values(en), ...Object.values(fr)];
    expect(texts.filter((text) => text.includes("'"))).toEqual([]);
  });

  it('a language that is not there is empty, so that English stands in', async () => {
    const [german, french] = await loadTranslations(['de', 'fr']);
    expect(german).toEqual({ locale: 'de', data: {} });
    expect(french?.data['integration-builder.plugin.name']).toBe('Intégrations');
  });
});
