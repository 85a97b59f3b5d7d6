import { type ReactNode, useEffect, useRef } from "react";
import { Notice } from "../components/ui/notice";
import { commonTexts } from "../i18n/common-texts";
import { useTexts } from "../i18n/preferences";
import { useView } from "./use-view";

let opened = 0;

/** A page's heading and what is below it. The heading gets the focus when the page was reached by a link, so that a screen reader says where it is. */
export function PageFrame({
  title,
  actions,
  children,
}: {
  readonly title: string;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}): ReactNode {
  const heading = useRef<HTMLHeadingElement>(null);
  const { faults } = useView();
  const texts = useTexts(commonTexts);
  useEffect(() => {
    opened += 1;
    if (opened > 1) heading.current?.focus({ preventScroll: true });
  }, []);
  useEffect(() => {
    document.title = `${title} · ${texts.product}`;
  }, [title, texts.product]);
  return (
    <>
      <div className="mb-4 flex flex-wrap items-center justify-between gap-3">
        <h1 ref={heading} tabIndex={-1} className="text-2xl font-semibold outline-none">
          {title}
        </h1>
        {actions}
      </div>
      {faults.map(({ name, value }) => (
        <Notice key={name}>{texts.addressFault(name, value)}</Notice>
      ))}
      {children}
    </>
  );
}
