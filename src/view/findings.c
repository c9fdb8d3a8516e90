/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "view/findings.h"

#include "sip/facts.h"
#include "trace/finding.h"
#include "view/words.h"

struct _LoreFindings
{
  AdwBin parent_instance;

  /* Template widgets */
  GtkListBox *list;

  /* Owned */
  SipTree *tree;
  GArray *places;     /* of guint: the byte each row is about */
  LoreTrace *trace;   /* whose findings were read last, or NULL */
  GPtrArray *of_call; /* of LoreFinding: those of @call, when there were @n_events */

  guint32 call;
  guint n_events;
};

enum
{
  PICKED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LoreFindings, lore_findings, ADW_TYPE_BIN)

/* A shape for each severity, so that colour is not the only sign. */
static const struct
{
  const char *icon;
  const char *css_class;
} looks[] = {
  [SIP_SEVERITY_NOTE] = { "dialog-information-symbolic", "note" },
  [SIP_SEVERITY_WARNING] = { "dialog-warning-symbolic", "caution" },
  [SIP_SEVERITY_ERROR] = { "dialog-error-symbolic", "fault" },
};

/* No box: one of GTK 4.8 measures an icon beside a wrapped label in two ways that differ
 * by a pixel, and complains. */
static void
add_row (LoreFindings *self, const char *sentence, SipSeverity severity, const char *rfc,
         guint at)
{
  g_autofree char *markup = lore_catalogue_dup_markup (sentence);
  GtkWidget *row = gtk_overlay_new ();
  GtkWidget *icon = gtk_image_new_from_icon_name (looks[severity].icon);
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_markup (GTK_LABEL (label), markup);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_set_valign (icon, GTK_ALIGN_START);
  gtk_widget_set_tooltip_text (row, rfc);
  gtk_widget_add_css_class (icon, looks[severity].css_class);
  gtk_widget_set_halign (icon, GTK_ALIGN_START);
  gtk_widget_set_margin_start (label, 24);
  gtk_overlay_set_child (GTK_OVERLAY (row), label);
  gtk_overlay_add_overlay (GTK_OVERLAY (row), icon);
  gtk_list_box_append (self->list, row);
  g_array_append_val (self->places, at);
}

static void
add_diagnostic (LoreFindings *self, const SipDiagnostic *diagnostic)
{
  const SipDiagnosticRow *row = sip_diagnostic_get_row (diagnostic->code);
  g_autofree char *sentence = lore_words_dup_diagnostic (self->tree, diagnostic);

  add_row (self, sentence, row->severity, row->rfc, diagnostic->span.at);
}

static void
row_activated_cb (LoreFindings *self, GtkListBoxRow *row)
{
  int index = gtk_list_box_row_get_index (row);

  if (index >= 0 && index < self->places->len)
    g_signal_emit (self, signals[PICKED], 0, g_array_index (self->places, guint, index));
}

static void
lore_findings_dispose (GObject *object)
{
  LoreFindings *self = LORE_FINDINGS (object);

  g_clear_pointer (&self->tree, sip_tree_unref);
  g_clear_pointer (&self->places, g_array_unref);
  g_clear_pointer (&self->of_call, g_ptr_array_unref);
  g_clear_object (&self->trace);
  G_OBJECT_CLASS (lore_findings_parent_class)->dispose (object);
}

static void
lore_findings_class_init (LoreFindingsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lore_findings_dispose;
  signals[PICKED] = g_signal_new ("picked", LORE_TYPE_FINDINGS, G_SIGNAL_RUN_LAST, 0,
                                  NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               LORE_RESOURCE_PATH "/findings.ui");
  gtk_widget_class_bind_template_child (widget_class, LoreFindings, list);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
lore_findings_init (LoreFindings *self)
{
  self->places = g_array_new (FALSE, FALSE, sizeof (guint));
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
lore_findings_set_tree (LoreFindings *self, SipTree *tree)
{
  GtkWidget *row;
  const SipDiagnostic *diagnostics;
  guint n = 0;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
  g_array_set_size (self->places, 0);
  g_clear_pointer (&self->tree, sip_tree_unref);
  if (tree != NULL)
    {
      self->tree = sip_tree_ref (tree);
      diagnostics = sip_tree_get_diagnostics (tree, &n);
      for (int severity = SIP_SEVERITY_ERROR; severity >= SIP_SEVERITY_NOTE; severity--)
        for (guint i = 0; i < n; i++)
          if (sip_diagnostic_get_row (diagnostics[i].code)->severity == severity
              && lore_words_is_finding (tree, &diagnostics[i]))
            add_diagnostic (self, &diagnostics[i]);
    }
  gtk_widget_set_visible (GTK_WIDGET (self), self->places->len > 0);
}

/* A call is read once, not for each of its messages that is played: it may have ten
 * thousand. */
static GPtrArray *
read_call (LoreFindings *self, LoreTrace *trace, guint32 call)
{
  guint n_events = lore_trace_get_n_events (trace);

  if (self->of_call == NULL || trace != self->trace || call != self->call
      || n_events != self->n_events)
    {
      g_clear_pointer (&self->of_call, g_ptr_array_unref);
      self->of_call = lore_trace_dup_call_findings (trace, call);
      g_set_object (&self->trace, trace);
      self->call = call;
      self->n_events = n_events;
    }
  return self->of_call;
}

void
lore_findings_add_of_trace (LoreFindings *self, LoreTrace *trace, guint32 id)
{
  LoreMessage message;
  GPtrArray *findings;

  lore_trace_get_message (trace, id, &message);
  if (message.call == LORE_ID_NONE)
    return;
  findings = read_call (self, trace, message.call);
  for (guint i = 0; i < findings->len; i++)
    {
      const LoreFinding *finding = g_ptr_array_index (findings, i);
      g_autofree char *sentence = NULL;

      if (finding->message != id)
        continue;
      sentence =
          lore_words_dup_sentence (finding->row->id, (const char *const *)finding->args);
      add_row (self, sentence, finding->row->severity, finding->row->rfc,
               finding->span.at);
    }
  gtk_widget_set_visible (GTK_WIDGET (self), self->places->len > 0);
}
