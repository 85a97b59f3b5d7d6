import { Api } from "@514labs/moose-lib";
import { type AllocationAnswer, type AllocationParams, answerAllocation } from "./answers/answer-allocation";
import { answering, serveApi } from "./serving/serve-api";

/** GET /api/allocation?month=YYYY-MM: allocated and unallocated cost by owner, and the rules that matched nothing. */
export const AllocationApi = serveApi(
  { role: "reader" },
  new Api<AllocationParams, AllocationAnswer>("allocation", answering(answerAllocation), {
    metadata: { description: "Allocated and unallocated cost by owner, and rules that matched no charge" },
  }),
);
