import admin from './en/admin.json' with { type: 'json' };
import calls from './en/calls.json' with { type: 'json' };
import deliveries from './en/deliveries.json' with { type: 'json' };
import frame from './en/frame.json' with { type: 'json' };
import happenings from './en/happenings.json' with { type: 'json' };
import list from './en/list.json' with { type: 'json' };
import money from './en/money.json' with { type: 'json' };
import orders from './en/orders.json' with { type: 'json' };
import setUp from './en/set-up.json' with { type: 'json' };
import today from './en/today.json' with { type: 'json' };
import values from './en/values.json' with { type: 'json' };
import webhooks from './en/webhooks.json' with { type: 'json' };

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
