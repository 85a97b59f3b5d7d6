import { Api } from "@514labs/moose-lib";
import {
  answerDeliveryEvents,
  type DeliveryEventAnswerRow,
  type DeliveryEventsParams,
  type DeliveryEventTotal,
} from "./answers/answer-delivery-events";
import type { Answer } from "./serving/answer";
import { answering, serveApi } from "./serving/serve-api";

/** GET /api/delivery-events: what happened to deliveries in the last 90 days: publications with the money that they changed, and what held readings up. */
export const DeliveryEventsApi = serveApi(
  { role: "reader" },
  new Api<DeliveryEventsParams, Answer<DeliveryEventAnswerRow, DeliveryEventTotal>>("delivery-events", answering(answerDeliveryEvents), {
    metadata: { description: "Publications with the money that they changed, and what held readings up, latest first" },
  }),
);
