import * as React from 'react';

import { fieldProblemsOf } from '../api/server-error';
import { serverKey, useErrorText, useTranslatedSentence } from './use-server-words';
import { useText, type TextKey } from './use-text';

interface FormRules<Form> {
  /** What keeps the form from being sent, as texts by the path of their field. */
  check: (form: Form) => Record<string, TextKey>;
  /** Matches the path of every field that shows its problem itself. */
  shownField: RegExp;
  /** The field that shows the problem of a path; the path itself without it. */
  fieldOf?: (path: string) => string;
}

/**
 * What is wrong with the form, found here or said by the server, in words by field. What belongs to no field that is
 * shown stands in `otherErrors`. The first field with a problem takes the focus.
 */
export const useFormProblems = <Form>({
  check: checkForm,
  shownField,
  fieldOf = (path) => path,
}: FormRules<Form>) => {
  const t = useText();
  const errorText = useErrorText();
  const translated = useTranslatedSentence();
  const [errors, setErrors] = React.useState<Record<string, string>>({});
  const [otherErrors, setOtherErrors] = React.useState<string[]>([]);
  const formRef = React.useRef<HTMLFormElement>(null);
  // Typing in one field must not throw the focus to another that is still wrong.
  const isForgetting = React.useRef(false);

  React.useEffect(() => {
    const isForgotten = isForgetting.current;
    isForgetting.current = false;
    if (isForgotten || Object.keys(errors).length === 0) return;
    formRef.current
      ?.querySelector<HTMLElement>('[aria-invalid="true"], [data-invalid="true"]')
      ?.focus();
  }, [errors]);

  const check = (form: Form): boolean => {
    const problems = Object.entries(checkForm(form)).map(([path, key]) => [path, t(key)]);
    setErrors(Object.fromEntries(problems));
    setOtherErrors([]);
    return problems.length === 0;
  };

  const showServerError = (error: unknown) => {
    const byField = Object.entries(fieldProblemsOf(error)).map(
      ([path, { message, code }]) =>
        [fieldOf(path), translated(message, [serverKey(code)])] as const,
    );
    const shown = byField.filter(([path]) => shownField.test(path));
    setErrors(Object.fromEntries(shown));
    if (byField.length === 0) {
      setOtherErrors([errorText(error)]);
    } else {
      setOtherErrors(
        byField
          .filter(([path]) => !shownField.test(path))
          .map(([path, text]) => `${path}: ${text}`),
      );
    }
  };

  /** What was wrong with a field is no longer known to be wrong once the field is changed. */
  const forget = (fields: string[]) => {
    const isKept = (path: string) => !fields.some((field) => path.split('.')[0] === field);
    if (Object.keys(errors).every(isKept)) return;
    isForgetting.current = true;
    setErrors(Object.fromEntries(Object.entries(errors).filter(([path]) => isKept(path))));
  };

  return {
    forget,
    errorOf: (path: string) => errors[path],
    otherErrors,
    check,
    showServerError,
    formRef,
  };
};
