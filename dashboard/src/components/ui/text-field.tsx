import { type ReactNode, useId } from "react";

/** A line or several lines of text, with what is wrong with it beside it. */
export function TextField({
  label,
  value,
  onChange,
  hint,
  fault,
  isRequired = false,
  lines = 1,
  type = "text",
  placeholder,
  suggestions,
  className = "",
}: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly hint?: ReactNode;
  /** What is wrong; said to screen readers with the field. */
  readonly fault?: string | undefined;
  readonly isRequired?: boolean;
  readonly lines?: number;
  /** `password` for what nobody may read over a shoulder, and no browser may keep. */
  readonly type?: "text" | "password" | "number" | "date";
  readonly placeholder?: string | undefined;
  /** Of a line: what may be meant; anything else can be written too. */
  readonly suggestions?: readonly string[];
  readonly className?: string;
}): ReactNode {
  const id = useId();
  const isFaulty = fault !== undefined;
  const shared = {
    id,
    value,
    required: isRequired,
    placeholder,
    "aria-invalid": isFaulty,
    "aria-describedby": `${id}-hint`,
    className: `min-h-8 w-full min-w-0 rounded border bg-card px-2 py-1 text-sm text-ink ${isFaulty ? "border-more" : "border-control"}`,
  } as const;
  return (
    <div className={`flex min-w-0 flex-col ${className}`}>
      <label htmlFor={id} className="text-xs text-muted">
        {label}
        {isRequired ? <span aria-hidden> *</span> : null}
      </label>
      {lines === 1 ? (
        <input
          {...shared}
          type={type}
          autoComplete={type === "password" ? "new-password" : "off"}
          spellCheck={false}
          list={suggestions === undefined ? undefined : `${id}-suggestions`}
          onChange={(event) => {
            onChange(event.target.value);
          }}
        />
      ) : (
        <textarea
          {...shared}
          rows={lines}
          spellCheck={false}
          onChange={(event) => {
            onChange(event.target.value);
          }}
        />
      )}
      {suggestions === undefined ? null : (
        <datalist id={`${id}-suggestions`}>
          {suggestions.map((one) => (
            <option key={one} value={one} />
          ))}
        </datalist>
      )}
      <div id={`${id}-hint`} className="text-xs">
        {isFaulty ? <p className="break-words text-more">{fault}</p> : null}
        {hint === undefined ? null : <div className="break-words text-muted">{hint}</div>}
      </div>
    </div>
  );
}
