import { Orders } from "./orders.ts";
import { serve } from "./server.ts";

// Only the service. The program for each order is in orders.ts.
const { url } = await serve(new Orders(import.meta.dirname), Number(process.env["PORT"] ?? "8081"));
console.log(`Open an order with PUT ${url}/orders/ID`);
