import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useId, useState, useSyncExternalStore } from "react";
import { session } from "../api/session";
import { Button } from "../components/ui/button";
import { commonTexts } from "../i18n/common-texts";
import { useTexts } from "../i18n/preferences";

/** Asks for a token or key when the API wanted one, and then shows the page that was asked for. What had been read with another one is forgotten. */
export function SignInGate({ children }: { readonly children: ReactNode }): ReactNode {
  const state = useSyncExternalStore(session.subscribe, session.state);
  const texts = useTexts(commonTexts);
  const queries = useQueryClient();
  const [token, setToken] = useState("");
  const id = useId();
  if (state !== "sign-in-wanted") return children;
  return (
    <main className="mx-auto mt-24 max-w-md p-6">
      <form
        className="rounded-lg border border-line bg-card p-6"
        onSubmit={(event) => {
          event.preventDefault();
          queries.clear();
          session.signIn(token.trim());
        }}
      >
        <h1 className="mb-2 text-xl font-semibold">{texts.signIn}</h1>
        <p className="mb-4 text-muted">{texts.signInText}</p>
        <label htmlFor={id} className="mb-1 block font-medium">
          {texts.token}
        </label>
        <input
          id={id}
          type="password"
          autoComplete="current-password"
          required
          value={token}
          className="mb-4 w-full rounded border border-control bg-card px-3 py-2"
          onChange={(event) => {
            setToken(event.target.value);
          }}
        />
        <Button type="submit" kind="primary">
          {texts.signIn}
        </Button>
      </form>
    </main>
  );
}
