import { cutDetail } from '../../../../server/src/sync/runs/cut-detail';

it('leaves alone what is of a common size', () => {
  const detail = { toDocument: [{ field: 'text', before: null, after: { a: [1] } }] };
  expect(cutDetail(detail)).toEqual(detail);
});

it('keeps the beginning of what is long, and says so', () => {
  const { toExternal } = cutDetail({
    toExternal: [{ field: 'text', before: 'short', after: 'x'.repeat(20_000_000) }],
  });
  expect(toExternal).toMatchObject([{ before: 'short', isCut: true }]);
  expect(toExternal?.[0]?.after).toMatch(/^x+$/);
  expect(JSON.stringify(toExternal).length).toBeLessThan(20_000);
});

it('keeps less of each where many are long', () => {
  const toDocument = Array.from({ length: 200 }, (_each, at) => ({
    field: `f${at}`,
    before: { text: 'é'.repeat(100_000) },
    after: ['é'.repeat(100_000)],
  }));
  expect(JSON.stringify(cutDetail({ toDocument })).length).toBeLessThan(400_000);
});
