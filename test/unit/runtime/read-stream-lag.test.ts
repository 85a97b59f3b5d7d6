import { expect, it } from "vitest";
import { readStreamLag } from "../../../app/runtime/observability/stream-lag";

it("says what waits in a stream that a function feeds, and nothing of streams whose requests alone are counted", () => {
  const metrics = `# TYPE moose_streaming_functions_events_input_count counter
moose_http_to_topic_event_count_total{path="ingest/AzureBillingDetail",method="POST",topic_name="AzureBillingDetail"} 5
moose_streaming_functions_events_input_count_total{function_name="AzureBillingDetail__AzureBillingDetailBlock"} 5000
moose_streaming_functions_events_input_count_total{function_name="AzureBillingDetailBlock"} 7
moose_streaming_functions_events_output_count_total{function_name="AzureBillingDetailBlock"} 0
moose_streaming_functions_events_output_count_total{function_name="AzureBillingDetail__AzureBillingDetailBlock"} 12
`;
  expect(readStreamLag(metrics)).toEqual(new Map([["AzureBillingDetailBlock", 5]]));
  expect(readStreamLag("")).toEqual(new Map());
});
