import type { Paging } from '../../../api/builder-contracts';

type Style = Paging['style'];

/** How a listing is divided, as it is edited; what a style has no use for keeps what was entered for another. */
export type PagingForm = { style: Style } & Record<PagingField, string>;

export type PagingField =
  | 'recordsPath'
  | 'cursorParam'
  | 'cursorPath'
  | 'idPath'
  | 'hasMorePath'
  | 'offsetParam'
  | 'totalPath'
  | 'pageParam'
  | 'firstPage'
  | 'totalPagesPath'
  | 'urlPath'
  | 'sizeParam'
  | 'pageSize';

/** The fields of each style; those with a question mark may be left empty. In the order in which styles are offered. */
const FIELDS: Record<Style, readonly (PagingField | `${PagingField}?`)[]> = {
  none: [],
  page: ['pageParam', 'firstPage', 'totalPagesPath?', 'sizeParam?', 'pageSize?'],
  offset: ['offsetParam', 'totalPath?', 'sizeParam?', 'pageSize?'],
  cursor: ['cursorParam', 'cursorPath', 'sizeParam?', 'pageSize?'],
  'last-record': ['cursorParam', 'idPath', 'hasMorePath', 'sizeParam?', 'pageSize?'],
  link: ['sizeParam?', 'pageSize?'],
  'next-url': ['urlPath', 'sizeParam?', 'pageSize?'],
};
export const PAGING_STYLES = Object.keys(FIELDS) as Style[];

const NUMBERS: readonly PagingField[] = ['firstPage', 'pageSize'];

export const EMPTY_PAGING: PagingForm = {
  style: 'none',
  recordsPath: '',
  cursorParam: 'cursor',
  cursorPath: '',
  idPath: 'id',
  hasMorePath: 'has_more',
  offsetParam: 'offset',
  totalPath: '',
  pageParam: 'page',
  firstPage: '1',
  totalPagesPath: '',
  urlPath: 'next',
  sizeParam: '',
  pageSize: '',
};

/** What a style has to be told, and whether it can do without. */
export const pagingFieldsOf = (style: Style): { name: PagingField; isRequired: boolean }[] =>
  FIELDS[style].map((field) => ({
    name: field.replace('?', '') as PagingField,
    isRequired: !field.endsWith('?'),
  }));

export const isNumberField = (field: PagingField): boolean => NUMBERS.includes(field);

export const toPagingForm = (paging: Paging): PagingForm => ({
  ...EMPTY_PAGING,
  ...Object.fromEntries(Object.entries(paging).map(([name, value]) => [name, String(value)])),
  style: paging.style,
});

/** What is stored: what is empty, or of another style, is left out. */
export const toPaging = (form: PagingForm): Paging => {
  const values = pagingFieldsOf(form.style)
    .map(({ name }) => [name, form[name].trim()] as const)
    .filter(([, value]) => value !== '')
    .map(([name, value]) => [name, isNumberField(name) ? Number(value) : value] as const);
  // Which fields belong to which style stands in the table above.
  return {
    style: form.style,
    recordsPath: form.recordsPath.trim(),
    ...Object.fromEntries(values),
  } as Paging;
};

/** The fields that have to be filled in and are not, or hold no number where there has to be one. */
export const wrongPagingFields = (form: PagingForm): PagingField[] =>
  pagingFieldsOf(form.style)
    .filter(({ name, isRequired }) => {
      const value = form[name].trim();
      if (value === '') return isRequired;
      return isNumberField(name) && !/^\d{1,6}$/.test(value);
    })
    .map(({ name }) => name);
