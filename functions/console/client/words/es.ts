import admin from './es/admin.json' with { type: 'json' };
import calls from './es/calls.json' with { type: 'json' };
import deliveries from './es/deliveries.json' with { type: 'json' };
import frame from './es/frame.json' with { type: 'json' };
import happenings from './es/happenings.json' with { type: 'json' };
import list from './es/list.json' with { type: 'json' };
import money from './es/money.json' with { type: 'json' };
import orders from './es/orders.json' with { type: 'json' };
import setUp from './es/set-up.json' with { type: 'json' };
import today from './es/today.json' with { type: 'json' };
import values from './es/values.json' with { type: 'json' };
import webhooks from './es/webhooks.json' with { type: 'json' };

export default {
  ...admin,
  ...calls,
  ...deliveries,
  ...frame,
  ...happenings,
  ...list,
  ...money,
  ...orders,
  ...setUp,
  ...today,
  ...values,
  ...webhooks,
};
