import type { ReactNode } from "react";
import { commonTexts } from "../../i18n/common-texts";
import { useTexts } from "../../i18n/preferences";
import { useFormats } from "../../i18n/use-formats";
import { signOf } from "../../money/amount";

/** An amount. Every digit of it is in its title; null is an amount that is not known. */
export function Amount({
  value,
  currency,
  className = "",
}: {
  readonly value: string | null;
  readonly currency: string | null;
  readonly className?: string;
}): ReactNode {
  const formats = useFormats();
  const texts = useTexts(commonTexts);
  if (value === null)
    return (
      <span className={`text-muted ${className}`} title={texts.unknownHint}>
        {texts.unknown}
      </span>
    );
  return (
    <data value={value} title={`${value} ${currency ?? ""}`} className={`tabular-nums ${className}`}>
      {formats.amount(value, currency)}
    </data>
  );
}

/** A difference: with its sign, a mark and a colour, so that none of them is needed alone. */
export function Difference({
  value,
  currency,
  share = null,
  className = "",
}: {
  readonly value: string | null;
  readonly currency: string | null;
  /** Of what was before, such as "0.05". */
  readonly share?: string | null;
  readonly className?: string;
}): ReactNode {
  const formats = useFormats();
  const texts = useTexts(commonTexts);
  if (value === null) return <span className={`text-muted ${className}`}>–</span>;
  const sign = signOf(value);
  const written = formats.amount(value, currency);
  const [mark, word, colour] =
    sign > 0 ? ["▲", texts.increase, "text-more"] : sign < 0 ? ["▼", texts.decrease, "text-less"] : ["", "", "text-muted"];
  return (
    <data value={value} title={`${value} ${currency ?? ""}`} className={`whitespace-nowrap tabular-nums ${colour} ${className}`}>
      {mark === "" ? null : (
        <span role="img" aria-label={word}>
          {mark}{" "}
        </span>
      )}
      {sign > 0 && !written.startsWith("<") ? "+" : ""}
      {written}
      {share === null ? null : ` (${sign > 0 ? "+" : ""}${formats.share(share)})`}
    </data>
  );
}
