import type { ReactNode } from "react";
import { useOrder } from "../../api/use-operation";
import { Button } from "../../components/ui/button";
import { Card } from "../../components/ui/card";
import { Instant } from "../../components/ui/instant";
import { OrderFailure } from "../../components/ui/order-failure";
import { StateMark } from "../../components/ui/state-mark";
import { WithMeaning } from "../../components/ui/with-meaning";
import { usePreferences, useTexts } from "../../i18n/preferences";
import { reasonMeaning } from "../../i18n/reason-texts";
import { inLanguage } from "../../i18n/server-text";
import { type Connection, sourcesPath } from "./connections";
import { probeTexts } from "./source-texts";
import { sourcesTexts } from "./texts";

/** What the last test of these settings said, a verdict for each probe; and a new test. */
export function TestCard({ connection: { id, lastTest } }: { readonly connection: Connection }): ReactNode {
  const texts = useTexts(sourcesTexts);
  const { language } = usePreferences();
  const test = useOrder(sourcesPath, () => null);
  return (
    <Card
      title={texts.testTitle}
      hint={texts.testHint}
      actions={
        <Button
          disabled={test.isPending}
          onClick={() => {
            test.mutate({ operation: "test", id });
          }}
        >
          {test.isPending ? texts.testing : texts.test}
        </Button>
      }
    >
      <OrderFailure error={test.error} />
      <div role="status">
        {lastTest === null ? (
          <p className="text-sm text-muted">{texts.testNone}</p>
        ) : (
          <>
            <p className="mb-2 text-sm">
              <StateMark tone={lastTest.passed ? "good" : "bad"} word={lastTest.passed ? texts.testPassed : texts.testFailed} />{" "}
              <span className="text-muted">
                <Instant at={lastTest.at} /> {lastTest.by === "" ? "" : texts.testedBy(lastTest.by)}
              </span>
            </p>
            <ul className="space-y-2 text-sm">
              {lastTest.probes.map(({ name, isOk, kind, detail }) => (
                <li key={name} className="grid grid-cols-[minmax(6rem,auto)_minmax(0,1fr)] gap-x-4 border-t border-line pt-2">
                  <StateMark tone={isOk ? "good" : "bad"} word={isOk ? texts.passed : texts.failed} />
                  <span className="break-words">
                    {inLanguage(name, probeTexts, language)}
                    {kind === "" ? null : <code className="ms-2 rounded bg-soft px-1 text-xs">{kind}</code>}
                    {kind === "" && detail === "" ? null : (
                      <span className="block text-muted">
                        <WithMeaning meaning={reasonMeaning(kind, language)} text={detail} />
                      </span>
                    )}
                  </span>
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
    </Card>
  );
}
