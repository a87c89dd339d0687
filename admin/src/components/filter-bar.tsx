import * as React from 'react';
import { Button, Flex, Searchbar, SearchForm } from '@strapi/design-system';
import { Cross } from '@strapi/icons';

import { useText } from '../hooks/use-text';

interface FilterBarProps {
  /** What can be searched for: "Message id or entry id". */
  searchLabel: string;
  searched: string;
  isFiltered: boolean;
  onSearch: (text: string | undefined) => void;
  onClear: () => void;
  /** The selects. */
  children: React.ReactNode;
}

/** What narrows a log: a search, selects, and the button that clears them. */
export const FilterBar = ({
  searchLabel,
  searched,
  isFiltered,
  onSearch,
  onClear,
  children,
}: FilterBarProps) => {
  const t = useText();
  const [search, setSearch] = React.useState(searched);

  // The address is the truth: going back, or clearing the filters, changes the field as well.
  React.useEffect(() => setSearch(searched), [searched]);

  return (
    <Flex gap={2} wrap="wrap" alignItems="center">
      <SearchForm
        onSubmit={(event) => {
          event.preventDefault();
          onSearch(search.trim());
        }}
      >
        <Searchbar
          name="search"
          size="S"
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
          onClear={() => onSearch(undefined)}
          clearLabel={t('action.clear-search')}
          placeholder={searchLabel}
        >
          {searchLabel}
        </Searchbar>
      </SearchForm>
      {children}
      {isFiltered && (
        <Button variant="ghost" size="S" startIcon={<Cross />} onClick={onClear}>
          {t('deliveries.filter.clear')}
        </Button>
      )}
    </Flex>
  );
};
