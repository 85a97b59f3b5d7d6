import { type ReactNode, useId } from "react";

/** The browser's own list: it works with every keyboard, screen reader and phone. */
export function Select<Value extends string>({
  label,
  value,
  options,
  onChange,
  isLabelHidden = false,
  className = "",
}: {
  readonly label: string;
  readonly value: Value;
  readonly options: readonly { readonly value: Value; readonly label: string }[];
  readonly onChange: (value: Value) => void;
  readonly isLabelHidden?: boolean;
  readonly className?: string;
}): ReactNode {
  const id = useId();
  return (
    <div className={`flex min-w-0 flex-col ${className}`}>
      <label htmlFor={id} className={isLabelHidden ? "sr-only" : "text-xs text-muted"}>
        {label}
      </label>
      <select
        id={id}
        value={value}
        className="min-h-8 max-w-full min-w-0 rounded border border-control bg-card px-2 py-1 text-sm text-ink"
        onChange={(event) => {
          const chosen = options.find((one) => one.value === event.target.value);
          if (chosen !== undefined) onChange(chosen.value);
        }}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  );
}
